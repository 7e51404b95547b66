"""What is wrong with an agenda. Pure, once its demos are loaded with their topics and presenters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.text import get_text_list

from planning.markdown import plain
from planning.people.models import Attendee
from retros.reviews.models import Demo


@dataclass(frozen=True)
class AgendaWarning:
    """`names_someone`: only for those who may know the people at the event."""

    text: str
    names_someone: bool = False


def total_minutes(demos: Iterable[Demo]) -> int:
    return sum(demo.minutes for demo in demos)


def warnings_of(demos: Iterable[Demo], *, minutes: int, is_familiar: bool) -> list[AgendaWarning]:
    """For an agenda in order, and a meeting of so many minutes."""
    agenda = list(demos)
    found = [*too_long(agenda, minutes), *unpresented(agenda), *twice_in_a_row(agenda)]
    return [warning for warning in found if is_familiar or not warning.names_someone]


def too_long(demos: Sequence[Demo], minutes: int) -> Iterator[AgendaWarning]:
    total = total_minutes(demos)
    if total > minutes:
        yield AgendaWarning(
            f"The demos take {total} minutes, but the meeting has only {minutes}. "
            "Shorten some, or give the meeting more time."
        )


def unpresented(demos: Sequence[Demo]) -> Iterator[AgendaWarning]:
    """Slots whose presenters have all left, or that never had one."""
    for demo in demos:
        if demo.minutes and not demo.presenting:
            gone = get_text_list([person.name for person in demo.presenters.all()], "and")
            reason = f": {gone} gave up their seat" if gone else " yet"
            yield AgendaWarning(f"No one is presenting {title(demo)}{reason}.", names_someone=bool(gone))


def twice_in_a_row(demos: Sequence[Demo]) -> Iterator[AgendaWarning]:
    shown = [demo for demo in demos if demo.minutes]
    for first, second in pairwise(shown):
        for person in in_both(first, second):
            yield AgendaWarning(
                f"{person.name} presents twice in a row: {title(first)}, then {title(second)}. Put another in between.",
                names_someone=True,
            )


def in_both(first: Demo, second: Demo) -> list[Attendee]:
    also = set(second.presenting)
    return [person for person in first.presenting if person in also]


def title(demo: Demo) -> str:
    return f"“{plain(demo.topic.title)}”"
