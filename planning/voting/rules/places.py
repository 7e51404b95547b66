"""How many topics can be chosen: a number of them, so many of each kind, or what the people there can run."""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from planning.voting.rules.candidates import Candidate, PlaceKind


@dataclass
class Chosen:
    """The winners so far, in order."""

    candidates: list[Candidate] = field(default_factory=list)
    kinds: Counter[PlaceKind] = field(default_factory=Counter)
    cost: Fraction = Fraction(0)
    ids: set[str] = field(default_factory=set)

    def add(self, candidate: Candidate) -> None:
        self.candidates.append(candidate)
        self.ids.add(candidate.id)
        self.kinds[candidate.kind] += 1
        self.cost += candidate.cost

    def __len__(self) -> int:
        return len(self.candidates)

    def __contains__(self, candidate: Candidate) -> bool:
        return candidate.id in self.ids


class Places(ABC):
    """`whole` is what all voters hold together, in the unit that `price` is in."""

    @property
    @abstractmethod
    def whole(self) -> Fraction: ...

    def price(self, _candidate: Candidate) -> Fraction:
        return Fraction(1)

    @abstractmethod
    def fits(self, chosen: Chosen, more: Iterable[Candidate]) -> bool:
        """Whether all of `more` can be chosen as well."""

    @abstractmethod
    def left(self, chosen: Chosen) -> Fraction: ...

    def kinds(self, _chosen: Chosen) -> dict[str, str]:
        return {}


@dataclass(frozen=True)
class NumberOfPlaces(Places):
    """So many places, one a topic."""

    number: int

    def __str__(self) -> str:
        return str(self.number)

    @property
    def whole(self) -> Fraction:
        return Fraction(self.number)

    def fits(self, chosen: Chosen, more: Iterable[Candidate]) -> bool:
        return len(chosen) + sum(1 for _ in more) <= self.number

    def left(self, chosen: Chosen) -> Fraction:
        return Fraction(self.number - len(chosen))

    def fillable(self, chosen: Chosen, hopeful: Counter[PlaceKind]) -> int:
        """How many of the free places the hopeful can fill at most."""
        return min(self.number - len(chosen), hopeful.total())


@dataclass(frozen=True)
class PlacesOfKinds(NumberOfPlaces):
    """Main and fast-track places in one election; some topics may take either."""

    main: int
    fast_track: int

    def __str__(self) -> str:
        return f"{self.main}+{self.fast_track}"

    def fits(self, chosen: Chosen, more: Iterable[Candidate]) -> bool:
        kinds = chosen.kinds + Counter(candidate.kind for candidate in more)
        return (
            kinds[PlaceKind.MAIN] <= self.main
            and kinds[PlaceKind.FAST_TRACK] <= self.fast_track
            and kinds.total() <= self.number
        )

    def fillable(self, chosen: Chosen, hopeful: Counter[PlaceKind]) -> int:
        main = min(hopeful[PlaceKind.MAIN], self.main - chosen.kinds[PlaceKind.MAIN])
        fast_track = min(hopeful[PlaceKind.FAST_TRACK], self.fast_track - chosen.kinds[PlaceKind.FAST_TRACK])
        return min(self.number - len(chosen), main + fast_track + hopeful[PlaceKind.EITHER])

    def kinds(self, chosen: Chosen) -> dict[str, str]:
        """A topic that may be either is main while main places are left, in the order of winning."""
        free = self.main - chosen.kinds[PlaceKind.MAIN]
        kinds = {}
        for candidate in chosen.candidates:
            kind = candidate.kind
            if kind is PlaceKind.EITHER:
                kind = PlaceKind.MAIN if free > 0 else PlaceKind.FAST_TRACK
                free -= 1
            kinds[candidate.id] = kind.value
        return kinds


@dataclass(frozen=True)
class PeopleToRunThem(Places):
    """Topics take the people they need out of those who are there."""

    heads: Fraction

    def __str__(self) -> str:
        return "cost"

    @property
    def whole(self) -> Fraction:
        return self.heads

    def price(self, candidate: Candidate) -> Fraction:
        return candidate.cost

    def fits(self, chosen: Chosen, more: Iterable[Candidate]) -> bool:
        return chosen.cost + sum(candidate.cost for candidate in more) <= self.heads

    def left(self, chosen: Chosen) -> Fraction:
        return self.heads - chosen.cost


class PlacesRejected(ValueError):
    """Says which places cannot be meant."""


def read_places(text: str, *, heads: Fraction | None) -> Places:
    """`8`, `7+1` (main and fast track) or `cost`, which takes the people needed out of `heads`."""
    if text == "cost":
        if heads is None or heads <= 0:
            raise PlacesRejected("the budget is missing or not above 0, and the places are “cost”")
        return PeopleToRunThem(heads)
    numbers = re.fullmatch(r"([0-9]{1,6})(?:\s*\+\s*([0-9]{1,6}))?", text)
    if not numbers:
        raise PlacesRejected(f"the places are “{text[:40]}”; write 8, 7+1 or cost")
    main, fast_track = int(numbers[1]), int(numbers[2] or 0)
    if not main + fast_track:
        raise PlacesRejected("there are 0 places")
    if numbers[2] is None:
        return NumberOfPlaces(main)
    return PlacesOfKinds(number=main + fast_track, main=main, fast_track=fast_track)
