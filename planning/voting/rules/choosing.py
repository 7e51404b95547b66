"""The rules there are, and the shortlists of one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from planning.voting.rules.elections import Election
from planning.voting.rules.equal_shares import count_dots, count_equal_shares
from planning.voting.rules.phragmen import count_phragmen
from planning.voting.rules.places import NumberOfPlaces, Places, PlacesOfKinds
from planning.voting.rules.results import Result
from planning.voting.rules.scores import count_approval, count_borda
from planning.voting.rules.stv import count_stv


class Rule(StrEnum):
    EQUAL_SHARES = "equal-shares"
    DOTS = "dots"
    PHRAGMEN = "phragmen"
    STV = "stv"
    BORDA = "borda"
    APPROVAL = "approval"


COUNTS: Mapping[Rule, Callable[[Election], Result]] = {
    Rule.EQUAL_SHARES: count_equal_shares,
    Rule.DOTS: count_dots,
    Rule.PHRAGMEN: count_phragmen,
    Rule.STV: count_stv,
    Rule.BORDA: count_borda,
    Rule.APPROVAL: count_approval,
}
BY_RANK = frozenset({Rule.STV, Rule.BORDA})


@dataclass(frozen=True)
class Shorter:
    """What a count for fewer places would choose. It is no part of the longer one."""

    places: int
    result: Result

    @property
    def needs(self) -> Fraction:
        """The people it takes to run all of it."""
        return self.result.chosen.cost


def shortlists(election: Election, rule: Rule) -> list[Shorter]:
    """A count of its own for every number of main places up to those there are."""
    return [
        Shorter(number_of_places(places), COUNTS[rule](replace(election, places=places))) for places in fewer(election)
    ]


def fewer(election: Election) -> list[NumberOfPlaces]:
    match election.places:
        case PlacesOfKinds(main=most, fast_track=fast_track):
            return [PlacesOfKinds(main + fast_track, main=main, fast_track=fast_track) for main in range(1, most + 1)]
        case NumberOfPlaces(number=most):
            return [NumberOfPlaces(number) for number in range(1, most + 1)]
        case _:
            return []


def number_of_places(places: Places) -> int:
    return int(places.whole)


def staffable(lists: list[Shorter], *, heads: Fraction | None) -> int:
    """The most places that the people there can fill, or 0."""
    return max((one.places for one in lists if heads is not None and one.needs <= heads), default=0)
