"""Planning an event: the person who does it is its first organizer."""

from datetime import datetime
from typing import Any

from django.db import transaction

from planning.events.models import Event
from planning.people.models import Attendee, User

SAME = (
    "venue",
    "venue_url",
    "getting_there",
    "cost",
    "introduction",
    "entry",
    "seats",
    "votes_per_ballot",
    "late_topics",
    "team_size_min",
    "team_size_max",
    "voting_rule",
    "ballot_kind",
    "dots_per_ballot",
    "main_places",
    "fast_track_places",
    "asks_diet",
    "asks_shirt",
)
"""What an event is planned with that is to be like an earlier one."""


def settings_of(like: Event) -> dict[str, Any]:
    return {name: getattr(like, name) for name in SAME}


@transaction.atomic
def plan_event(
    event: Event, *, host: User, with_seat: bool = True, like: Event | None = None, now: datetime
) -> Attendee:
    """Save a new event. Its host organizes it, with a seat or without, under the same name as at the last event.

    `like` is an earlier one, whose settings come along where the new one says nothing of its own: never its people
    or topics.
    """
    event.full_clean()
    event.save()
    if like:
        event.hosts.set(like.hosts.all())
    known = host.attendances.order_by("-event__slug").first()
    return event.attendees.create(
        user=host,
        name=known.name if known else host.display_name,
        github=known.github if known else "",
        organization=known.organization if known else None,
        role=Attendee.Role.ORGANIZER,
        without_seat=not with_seat,
        registered_at=now,
    )
