"""Topics as a rule sees them, and the order that decides between equals."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from hashlib import blake2b


class PlaceKind(Enum):
    """Which places a topic may take."""

    MAIN = "main"
    FAST_TRACK = "fast-track"
    EITHER = "main,fast-track"


@dataclass(frozen=True)
class Candidate:
    """A topic that stands. `cost` is the number of people it needs."""

    id: str
    cost: Fraction = Fraction(1)
    kind: PlaceKind = PlaceKind.MAIN


def in_tie_order(candidates: Iterable[Candidate], salt: str) -> tuple[Candidate, ...]:
    """Nobody can choose their place in it: the salt is drawn before anyone votes, and never changes."""

    def place(candidate: Candidate) -> tuple[str, str]:
        return blake2b(f"{salt}|{candidate.id}".encode(), digest_size=16).hexdigest(), candidate.id

    return tuple(sorted(candidates, key=place))
