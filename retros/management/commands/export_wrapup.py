"""Export the wrap-up of an event as a file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from planning.events.models import Event
from retros.management.exporting import ExportCommand
from retros.wrapups.document import Form
from retros.wrapups.models import WrapUp
from retros.wrapups.publishing.files import markdown_of, summary_of


class Command(ExportCommand):
    help = (
        "Print the wrap-up of an event as Markdown in the community's published format, drafts too; "
        "with --summary a short text for a blog instead."
    )
    what = "the wrap-up"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--summary", action="store_true", help="The summary for a blog.")
        parser.add_argument(
            "--form",
            choices=list(Form),
            help="The form of that year: labels on the line (2023), above it (2025), or headings (2026). "
            "Without it, that of the published document, or today's.",
        )

    def document(self, slug: str, **options: Any) -> str:
        event, wrap_ups = find_event(slug), WrapUp.objects.all()
        return (
            summary_of(event, wrap_ups)
            if options["summary"]
            else markdown_of(event, wrap_ups, options["form"] and Form(options["form"]))
        )


def find_event(slug: str) -> Event:
    event = Event.objects.filter(slug=slug).first()
    if event is None:
        known = ", ".join(Event.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There's no event {slug}. There are: {known}.")
    return event
