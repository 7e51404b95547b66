"""Export the agenda of a review meeting, for the community's notes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from htg.pages.agenda import agenda_text
from retros.reviews.models import ReviewMeeting


class Command(BaseCommand):
    help = (
        "Write the agenda of an event's review meeting as Markdown, in the community's format. Its lines link to the "
        "headings of the published wrap-up, or else to this site's."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The event's month, like 2023-11.")
        parser.add_argument("--out", type=Path, metavar="FILE", help="Write to this file instead of standard output.")

    def handle(self, *_args: Any, **options: Any) -> None:
        slug, out = options["slug"], options["out"]
        meeting = ReviewMeeting.objects.filter(event__slug=slug).select_related("event").first()
        if meeting is None:
            raise CommandError(f"There's no agenda for {slug}: no such event, or its review meeting has no time yet.")
        text = agenda_text(meeting)
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Could not write the agenda: {error}") from error
        self.stdout.write(f"Written to {out}.")
