"""The rooms of the retros, in the order of the lifecycle, and what later ones add to earlier ones."""

from planning.topics.proposals import withdrawals
from retros.board.models import Answer, Group, Mark, Note, Respondent, Survey
from retros.nextsteps.access import grounds
from retros.nextsteps.closing import additions, reopenings
from retros.nextsteps.evidence.links import dismiss_links
from retros.nextsteps.evidence.models import LinksRead, PollingPause, StepLink, WebhookDelivery
from retros.nextsteps.evidence.reading import read_step_links
from retros.nextsteps.feeds.models import Feed
from retros.nextsteps.followup.plans import plan_changes
from retros.nextsteps.models import FollowUp, NextStep
from retros.nextsteps.reopening import reopen_moved
from retros.reminders.access import asked_as_organizer
from retros.reminders.models import Digest, PhaseNudge, Preference, Reminder, ReminderPlan
from retros.reminders.replanning import begin_anew, replan_reminders
from retros.reviews.models import Demo, ReviewMeeting, results
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp
from retros.wrapups.reports.addresses import addresses_of_reports

withdrawals += [reopen_moved]
additions += [read_step_links]
reopenings += [dismiss_links, begin_anew]
plan_changes += [replan_reminders]
grounds += [asked_as_organizer]
results += [addresses_of_reports]

__all__ = [
    "Answer",
    "Demo",
    "Digest",
    "Feed",
    "FollowUp",
    "Group",
    "ImportedWrapUp",
    "Link",
    "LinksRead",
    "Mark",
    "NextStep",
    "Note",
    "PhaseNudge",
    "PollingPause",
    "Preference",
    "Reminder",
    "ReminderPlan",
    "Report",
    "ReportRequest",
    "Respondent",
    "ReviewMeeting",
    "StepLink",
    "Survey",
    "WebhookDelivery",
    "WrapUp",
]
