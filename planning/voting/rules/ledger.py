"""What every bloc holds, exactly: whole numbers of 1/scale, and a scale that grows as smaller parts are needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from operator import mul

from planning.voting.rules.blocs import Bloc
from planning.voting.rules.candidates import Candidate
from planning.voting.rules.elections import Election


@dataclass
class Supporters:
    """The blocs that marked a topic: their places in the ledger, how many voters they are, and what each gave it."""

    blocs: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    worths: list[int] = field(default_factory=list)
    number: int = 0

    def add(self, bloc: int, size: int, worth: int) -> None:
        self.blocs.append(bloc)
        self.sizes.append(size)
        self.worths.append(worth)
        self.number += size


class Ledger:
    def __init__(self, election: Election, blocs: Sequence[Bloc], *, each: Fraction) -> None:
        """`each` is what every voter holds at first."""
        self.election = election
        self.blocs = blocs
        prices = {candidate.id: election.places.price(candidate) for candidate in election.candidates}
        self.scale = lcm(each.denominator, *(price.denominator for price in prices.values()))
        self.amounts = [int(each * self.scale)] * len(blocs)
        self.prices = {topic: int(price * self.scale) for topic, price in prices.items()}
        self.supporters = {topic: Supporters() for topic in prices}
        for place, bloc in enumerate(blocs):
            for topic, worth in zip(bloc.topics, bloc.worth, strict=True):
                self.supporters[topic].add(place, len(bloc.voters), worth)

    def refine(self, factor: int) -> None:
        if factor != 1:
            self.scale *= factor
            self.amounts = [amount * factor for amount in self.amounts]
            self.prices = {topic: price * factor for topic, price in self.prices.items()}

    def held_for(self, topic: str) -> int:
        """By all its supporters together."""
        supporters = self.supporters[topic]
        return sum(map(mul, supporters.sizes, map(self.amounts.__getitem__, supporters.blocs)))

    def price_of(self, candidate: Candidate) -> Fraction:
        return Fraction(self.prices[candidate.id], self.scale)

    def in_fractions(self) -> dict[str, Fraction]:
        known: dict[int, Fraction] = {}
        held = {}
        for bloc, amount in zip(self.blocs, self.amounts, strict=True):
            held.update(dict.fromkeys(bloc.voters, known.setdefault(amount, Fraction(amount, self.scale))))
        return held
