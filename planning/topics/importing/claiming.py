"""Whose topic it is: its author's, once they come to the event."""

from datetime import datetime

from planning.people.models import Attendee
from planning.topics.models import Topic

REASON = "Its author has come to the event."


def claim_topics(attendee: Attendee, *, now: datetime) -> None:  # noqa: ARG001  # as registration calls it
    """Make them the proposer of what they wrote elsewhere, where it has none."""
    if not attendee.github:
        return
    theirs = Topic.objects.filter(imported__event=attendee.event_id, imported__author__iexact=attendee.github)
    for topic in theirs.filter(event=attendee.event_id, proposed_by=None):
        topic.proposed_by = attendee
        topic._change_reason = REASON
        topic.save(update_fields=["proposed_by"])
