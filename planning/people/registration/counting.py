"""How many people have a seat at an event, and where they come from, counted by the database."""

from dataclasses import dataclass

from django.db.models import Count

from planning.charts.bars import Bar
from planning.events.models import Event, Organization

MOST = 20
"""Organizations that are shown one by one. At any event so far there were fewer."""


@dataclass(frozen=True)
class PeopleCount:
    """The largest organizations have a bar each; the `others` are counted together."""

    people: int
    organizations: tuple[Bar, ...]
    others: int
    people_of_others: int


def count_people(event: Event) -> PeopleCount:
    """Two queries. The first looks at an index alone, so names are not in it."""
    seated = event.attendees.admitted().order_by()
    groups = dict(seated.values_list("organization").annotate(Count("pk")))
    people, of_none = sum(groups.values()), groups.pop(None, 0)
    shown = sorted(groups, key=lambda organization: (-groups[organization], organization))[:MOST]
    names = Organization.objects.in_bulk(shown)
    bars = tuple(Bar(str(names[organization]), groups[organization]) for organization in shown)
    return PeopleCount(
        people,
        tuple(sorted(bars, key=lambda bar: (-bar.value, bar.label))),
        others=len(groups) - len(bars),
        people_of_others=people - of_none - sum(bar.value for bar in bars),
    )
