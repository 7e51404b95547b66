"""Whom organizers can write to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from planning.events.models import Event
from planning.people.models import AttendeeQuerySet


@dataclass(frozen=True)
class Circle:
    key: str
    label: str
    people: AttendeeQuerySet


Circles = Callable[[Event, datetime], Iterator[Circle]]

circles: list[Circles] = []
"""Those that later rooms know, each while there is something to say to them."""


def circles_of(event: Event, now: datetime) -> list[Circle]:
    everyone = event.attendees.coming()
    own = [
        Circle("everyone", "Everyone who comes or waits", everyone),
        Circle("coming", "Everyone who comes", event.attendees.inside()),
        Circle("waiting", "The waiting list", event.attendees.waiting()),
    ]
    return own + [circle for known in circles for circle in known(event, now)]
