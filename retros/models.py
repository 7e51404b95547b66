"""The rooms of the retros, in the order of the lifecycle."""

from retros.board.models import Note
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp

__all__ = ["Demo", "ImportedWrapUp", "Link", "NextStep", "Note", "Reminder", "Report", "ReportRequest", "ReviewMeeting", "WrapUp"]
