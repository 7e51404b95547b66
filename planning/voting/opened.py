"""Finding the opened ballot box of an event."""

import json
from dataclasses import dataclass
from typing import Any

from planning.events.models import Event
from planning.rejection import Rejected
from planning.voting.models import OpenedBox


class NotCountedYet(Rejected):
    """There is no ballot box to show."""


def find_opened_box(event: Event) -> OpenedBox | None:
    """Of the tally that stands; tallies from before there were ballot boxes have none. One query."""
    return OpenedBox.objects.filter(tally__event=event, tally__set_aside_at=None).first()


def opened_box(event: Event) -> OpenedBox:
    """Raises NotCountedYet."""
    box = find_opened_box(event)
    if box is None:
        raise NotCountedYet(f"{event} has no ballot box to open: voting has not closed yet, or had none.")
    return box


@dataclass(frozen=True)
class CountedResult:
    """What was counted, without the ballots."""

    result: dict[str, Any]
    people: int
    sha256: str


def result_of(event: Event) -> CountedResult | None:
    """One query."""
    return result_in(OpenedBox.objects.filter(tally__event=event, tally__set_aside_at=None).defer("content").first())


def result_in(box: OpenedBox | None) -> CountedResult | None:
    return CountedResult(json.loads(box.result), box.people, box.sha256) if box else None
