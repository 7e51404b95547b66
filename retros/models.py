"""The rooms of the retros, in the order of the lifecycle, and what later ones add to earlier ones."""

from planning.caching.tables import WayToEvent, not_shown, watched_apps, ways_to_event
from planning.caching.triggers import kinds
from planning.finding import indexing as finding
from planning.topics.likeness import indexing
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

finding.searched += ["retros.NextStep", "retros.Report"]
kinds += [finding.search_triggers("retros", "nextstep")]
indexing.compared |= {"retros.Link": "report__topic", "retros.Report": "topic"}

watched_apps |= {"retros"}
not_shown |= {
    "retros.Answer": "Only for those who were there.",
    "retros.Digest": "Only for those it is written to.",
    "retros.Digest_messages": "As above.",
    "retros.Feed": "Only for its owner.",
    "retros.Group": "On the board, which only those who were there see.",
    "retros.LinksRead": "Notes what has been looked through.",
    "retros.Mark": "On the board, as above.",
    "retros.Note": "On the board, as above.",
    "retros.PhaseNudge": "Only for those it is written to.",
    "retros.PollingPause": "Notes when GitHub may be asked again.",
    "retros.Preference": "Only for the one whose it is.",
    "retros.Reminder": "Only for those it is written to.",
    "retros.ReminderPlan": "Notes when a reminder is due; the step it is about is watched.",
    "retros.ReportRequest": "Only for organizers.",
    "retros.Respondent": "Only for organizers.",
    "retros.WebhookDelivery": "Notes what GitHub has sent; what came of it is watched.",
}
ways_to_event |= {
    "retros.FollowUp": WayToEvent("event", ("quiet_days",)),
    "retros.NextStep": WayToEvent(
        "topic__event", ("state", "closed_on", "owner", "owner_organization", "due_on", "active_on")
    ),
    "retros.StepLink": WayToEvent(
        "step__topic__event", ("state", "reason", "changed_at", "dismissed_at", "removed_at")
    ),
}

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
