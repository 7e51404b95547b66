"""What a digest tells, before it is put into words: the planner fills these in, letters and previews read them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planning.events.models import Event
from planning.people.models import Attendee, User
from retros.nextsteps.models import NextStep


class Why(StrEnum):
    """Why a step is this person's business."""

    OWNER = "owner"
    UNOWNED = "unowned"
    ORGANIZATION = "organization"
    NO_ACCOUNT = "no account"
    OWNER_LEFT = "owner left"
    OWNER_BOUNCES = "owner bounces"
    OWNER_UNSUBSCRIBED = "owner unsubscribed"
    UNANSWERED = "unanswered"


class Kind(StrEnum):
    """What a phase asks of a person."""

    VOTE = "vote"
    WISH = "wish"
    REPORT = "report"
    REPORT_LATE = "report late"
    PRESENT = "present"


@dataclass(frozen=True)
class StepItem:
    """A step to be reminded of, for the `number`-th time since it was due on `due_on`.

    `owner` is who has it, if they are a person; the others in `Why` go to organizers. `organizers_know` tells the owner
    that the organizers were asked as well.
    """

    step: NextStep
    number: int
    due_on: date
    why: Why
    is_last: bool = False
    organizers_know: bool = False

    @property
    def owner(self) -> Attendee | None:
        return self.step.owner


@dataclass(frozen=True)
class PhaseItem:
    """Something a phase asks for until `until`. `about` tells one nudge from another; `subject` is the topic's title,
    `lacks` the parts that its report still lacks (as `Lack.part` has them), `path` where it is done.
    """

    kind: Kind
    event: Event
    about: str
    until: datetime
    path: str
    subject: str = ""
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """All that one person is told on one day. `name` is what they are called at the event they came to last."""

    to: User
    name: str
    day: date
    steps: tuple[StepItem, ...] = ()
    nudges: tuple[PhaseItem, ...] = ()
    opening: str = ""
