"""Which organizations people came from."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from planning.events.models import Event
from planning.people.models import Attendee

MOST = 12
"""Organizations of one event that are named."""


@dataclass(frozen=True)
class CameFrom:
    """How many came from one organization: None of an event whose people did not register here."""

    organization: str
    people: int | None


@dataclass(frozen=True)
class Guests:
    """The largest organizations first."""

    people: int | None
    organizations: tuple[CameFrom, ...]
    others: tuple[str, ...]
    """Organizations that are counted, and not named."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of all organizations."""
        return (*(came.organization for came in self.organizations), *self.others)


def guests_of(events: Collection[Event]) -> dict[int, Guests]:
    """Two queries. Of past events only those are here who were named somewhere: that says where from, not how many."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    named = Event.organizations.through.objects.filter(event__in=events)
    for event, name in named.values_list("event", "organization__name"):
        found[event][name] = 0
    seated = Attendee.objects.filter(event__in=events).admitted().order_by()
    for event, name, people in seated.values_list("event", "organization__name").annotate(Count("pk")):
        found[event][name] = people
    return {event.pk: guests(found[event.pk], is_planned=event.is_planned) for event in events}


def guests(people: dict[str, int], *, is_planned: bool) -> Guests:
    """Those without an organization count among the people alone."""
    names = sorted((name for name in people if name), key=lambda name: (-people[name] * is_planned, name))
    shown = tuple(CameFrom(name, people[name] if is_planned else None) for name in names[:MOST])
    return Guests(sum(people.values()) if is_planned else None, shown, others=tuple(names[MOST:]))
