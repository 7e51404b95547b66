"""Planning an event: the person who does it is its first organizer."""

from datetime import datetime

from django.db import transaction

from planning.events.models import Event
from planning.people.models import Attendee, User


@transaction.atomic
def plan_event(event: Event, *, host: User, now: datetime) -> Attendee:
    """Save a new event and give its host a seat there, under the same name as at the last event."""
    event.full_clean()
    event.save()
    known = host.attendances.order_by("-event__slug").first()
    return event.attendees.create(
        user=host,
        name=known.name if known else host.display_name,
        github=known.github if known else "",
        organization=known.organization if known else None,
        role=Attendee.Role.ORGANIZER,
        registered_at=now,
    )
