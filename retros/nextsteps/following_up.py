"""How an event follows up on its next steps: its own plan, or the defaults."""

from collections.abc import Iterable

from planning.events.models import Event
from retros.nextsteps.models import FollowUp


def follow_up_of(event: Event) -> FollowUp:
    """Return the event's plan, or the defaults, unsaved, where it has none."""
    return follow_ups_of([event])[event.pk]


def follow_ups_of(events: Iterable[Event]) -> dict[int, FollowUp]:
    """Return the plan of each event, by the event's key, in one query."""
    by_key = {event.pk: event for event in events}
    own = FollowUp.objects.in_bulk(list(by_key))
    return {pk: own.get(pk) or FollowUp(event=event) for pk, event in by_key.items()}
