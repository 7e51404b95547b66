"""What a digest tells, before it is put into words: the decision fills these in, letters and previews read them."""

from dataclasses import dataclass
from datetime import date, datetime

from retros.reminders.deciding.facts import EventFacts
from retros.reminders.deciding.reasons import Kind, Why
from retros.reminders.deciding.recipients import Recipient
from retros.reminders.deciding.schedule import DueStep


@dataclass(frozen=True)
class StepItem:
    """A step to be reminded of, for the `number`-th time since it was due on `due_on`.

    Only `Why.OWNER` goes to who has it; the others go to organizers. `organizers_know` tells the owner that the
    organizers were asked as well.
    """

    step: DueStep
    number: int
    due_on: date
    why: Why
    is_last: bool = False
    organizers_know: bool = False


@dataclass(frozen=True)
class PhaseItem:
    """Something a phase asks for until `until`. `about` tells one nudge from another; `subject` is the topic's title,
    `lacks` the parts that its report still lacks (as `Lack.part` has them), `path` where it is done.
    """

    kind: Kind
    event: EventFacts
    about: str
    until: datetime
    path: str
    subject: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, int, str]:
        """What makes it the same nudge."""
        return self.kind, self.event.pk, self.about


@dataclass(frozen=True)
class Contents:
    """All the news for one person on one day."""

    to: Recipient
    day: date
    steps: tuple[StepItem, ...] = ()
    nudges: tuple[PhaseItem, ...] = ()
    opening: str = ""
