"""The rooms of the retros, in the order of the lifecycle."""

from retros.board.models import Answer, Group, Mark, Note, Respondent, Survey
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp

__all__ = [
    "Answer",
    "Demo",
    "Group",
    "ImportedWrapUp",
    "Link",
    "Mark",
    "NextStep",
    "Note",
    "Reminder",
    "Report",
    "ReportRequest",
    "Respondent",
    "ReviewMeeting",
    "Survey",
    "WrapUp",
]
