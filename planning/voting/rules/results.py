"""What a rule found, each round of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from planning.voting.rules.elections import Election
from planning.voting.rules.places import Chosen


class RoundStep(StrEnum):
    BUY = "buy"
    COMPLETION = "completion"
    ELECT = "elect"
    FILL = "fill"
    EXCLUDE = "exclude"
    NO_PLACE = "no-place"


@dataclass(frozen=True)
class Payments:
    """What a topic was paid with: whole numbers of 1/scale, from each of the voters of a bloc."""

    scale: int
    by_bloc: Sequence[tuple[Sequence[str], int]]

    def by_voter(self) -> dict[str, Fraction]:
        known: dict[int, Fraction] = {}
        paid = {}
        for voters, amount in self.by_bloc:
            each = known.setdefault(amount, Fraction(amount, self.scale))
            paid.update(dict.fromkeys(voters, each))
        return paid


@dataclass(frozen=True)
class Round:
    """One topic's turn. `tied` are others of equal value, in tie order; `value` is named after what it measures."""

    topic: str
    step: RoundStep
    tied: tuple[str, ...]
    measure: str
    value: Fraction | int
    payments: Payments | None = None


@dataclass(frozen=True)
class Loser:
    """A topic nobody bought: what its supporters had left when buying ended, and what was missing."""

    supporters: int
    money: Fraction
    missing: Fraction


@dataclass(frozen=True)
class Shares:
    """What the method of equal shares tells besides: each one's share, and what was left as buying ended."""

    share: Fraction | None
    money_left: Mapping[str, Fraction] = field(default_factory=dict)
    losers: Mapping[str, Loser] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    election: Election
    chosen: Chosen
    rounds: Sequence[Round]
    shares: Shares | None = None
    quota: int | None = None
    """Of STV, in ballots."""

    @property
    def winners(self) -> list[str]:
        return [candidate.id for candidate in self.chosen.candidates]

    @property
    def without(self) -> list[str]:
        """Voters who find no winner on their ballot."""
        winners = set(self.winners)
        return sorted(marks.voter for marks in self.election.marks if winners.isdisjoint(marks.topics))
