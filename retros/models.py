"""The rooms of the retros, in the order of the lifecycle."""

from retros.board.models import Answer, Group, Mark, Note, Respondent, Survey
from retros.nextsteps.evidence.models import PollingPause, StepLink, WebhookDelivery
from retros.nextsteps.feeds import Feed
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.models import Digest, PhaseNudge, Preference, Reminder
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp

__all__ = [
    "Answer",
    "Demo",
    "Digest",
    "Feed",
    "FollowUp",
    "Group",
    "ImportedWrapUp",
    "Link",
    "Mark",
    "NextStep",
    "Note",
    "PhaseNudge",
    "PollingPause",
    "Preference",
    "Reminder",
    "Report",
    "ReportRequest",
    "Respondent",
    "ReviewMeeting",
    "StepLink",
    "Survey",
    "WebhookDelivery",
    "WrapUp",
]
