"""Where there is a seat, and who asks for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from planning.events.models import Event
from planning.paging import Start, start_of
from planning.people.models import Attendee
from planning.teams.listing import with_people
from planning.teams.models import Wish
from planning.teams.switching.models import SwitchRequest


@dataclass(frozen=True)
class Seats:
    """A team as one may choose it. `rank` is the person's wish for it, if it was one."""

    team: dict[str, Any]
    largest: int
    rank: int | None

    @property
    def people(self) -> int:
        return len(self.team["people"])

    @property
    def free(self) -> int:
        return max(0, self.largest - self.people)


def seats_of(page: Iterable[Any], attendee: Attendee, event: Event) -> list[Seats]:
    """What was wished for comes first, then where most seats are free."""
    ranks = dict(Wish.objects.filter(attendee=attendee.pk).order_by().values_list("topic__slug", "rank"))
    seats = [Seats(team, event.team_size_max, ranks.get(team["topic__slug"])) for team in with_people(page)]
    return sorted(seats, key=lambda each: (each.rank is None, each.rank or 0, -each.free))


def to_answer(attendee: Attendee, event: Event) -> Start[SwitchRequest]:
    """The requests that the visitor can answer: as organizer or lead, or by swapping."""
    waiting = SwitchRequest.objects.waiting().filter(team__topic__event=event).exclude(attendee=attendee.pk)
    if not attendee.is_organizer:
        mine = attendee.memberships.present().values("team")
        waiting = waiting.filter(Q(team__lead=attendee.pk) | Q(team__in=mine))
    return start_of(waiting.select_related("team__topic", "attendee"))
