"""Export the wrap-up of an event as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.events.models import Event
from retros.wrapups.models import WrapUp
from retros.wrapups.publishing.files import markdown_of, summary_of


class Command(BaseCommand):
    help = (
        "Print the wrap-up of an event as Markdown in the community's published format, drafts too; "
        "with --summary a short text for a blog instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The event's month, like 2023-11.")
        parser.add_argument("--out", type=Path, metavar="FILE", help="Write to this file instead of standard output.")
        parser.add_argument("--summary", action="store_true", help="The summary for a blog.")

    def handle(self, *_args: Any, **options: Any) -> None:
        event, out = find_event(options["slug"]), options["out"]
        wrap_ups = WrapUp.objects.all()
        text = summary_of(event, wrap_ups) if options["summary"] else markdown_of(event, wrap_ups)
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Could not write the wrap-up: {error}") from error
        self.stdout.write(f"Written to {out}.")


def find_event(slug: str) -> Event:
    event = Event.objects.filter(slug=slug).first()
    if event is None:
        known = ", ".join(Event.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There's no event {slug}. There are: {known}.")
    return event
