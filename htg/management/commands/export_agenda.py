"""Export the agenda of a review meeting, for the community's notes."""

from typing import Any

from django.core.management.base import CommandError

from htg.pages.agenda import agenda_text
from retros.management.exporting import ExportCommand
from retros.reviews.models import ReviewMeeting


class Command(ExportCommand):
    help = (
        "Write the agenda of an event's review meeting as Markdown, in the community's format. Its lines link to the "
        "headings of the published wrap-up, or else to this site's."
    )
    what = "the agenda"

    def document(self, slug: str, **_options: Any) -> str:
        meeting = ReviewMeeting.objects.filter(event__slug=slug).select_related("event").first()
        if meeting is None:
            raise CommandError(f"There's no agenda for {slug}: no such event, or its review meeting has no time yet.")
        return agenda_text(meeting)
