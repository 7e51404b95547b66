"""The rooms of the retros, in the order of the lifecycle, and what later ones add to earlier ones."""

from planning.topics.proposals import withdrawals
from retros.board.models import Answer, Group, Mark, Note, Respondent, Survey
from retros.nextsteps.access import asked
from retros.nextsteps.evidence.models import PollingPause, StepLink, WebhookDelivery
from retros.nextsteps.feeds.models import Feed
from retros.nextsteps.models import FollowUp, NextStep
from retros.nextsteps.reopening import reopen_moved
from retros.reminders.asked import asked_as_organizer
from retros.reminders.models import Digest, PhaseNudge, Preference, Reminder
from retros.reviews.models import Demo, ReviewMeeting, results
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp
from retros.wrapups.reports.addresses import addresses_of_reports

withdrawals += [reopen_moved]
results += [addresses_of_reports]
asked += [asked_as_organizer]

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
