"""The single transferable vote: Droop quota, weighted inclusive Gregory transfers.

A ballot weighs 10^9 units and all weights are whole, for fractions would double their digits with every transfer.
Tideman 1995, The Single Transferable Vote.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planning.voting.rules.blocs import ranking_blocs
from planning.voting.rules.candidates import Candidate
from planning.voting.rules.elections import Election
from planning.voting.rules.places import Chosen, NumberOfPlaces
from planning.voting.rules.results import Result, Round, RoundStep

UNITS = 10**9


@dataclass
class BallotPile:
    """Equal ballots. `rest` are the topics they may still count for; `weight` is of one of them, in units."""

    rest: Iterator[str]
    size: int
    weight: int = UNITS


class Transfer:
    """Hopeful topics in tie order, and which ballots count for each."""

    def __init__(self, election: Election, places: NumberOfPlaces) -> None:
        self.places = places
        self.quota = len(election.marks) // (places.number + 1) + 1
        self.chosen = Chosen()
        self.rounds: list[Round] = []
        ranked = {topic for marks in election.marks for topic in marks.topics}
        self.hopeful = {candidate.id: candidate for candidate in election.candidates if candidate.id in ranked}
        self.piles = defaultdict[str, list[BallotPile]](list)
        self.votes = dict.fromkeys(self.hopeful, 0)  # in units
        self.hand_out(BallotPile(iter(bloc.topics), len(bloc.voters)) for bloc in ranking_blocs(election.marks))

    def hand_out(self, piles: Iterable[BallotPile]) -> None:
        """Each counts for its first hopeful; without one, for nobody any more."""
        for pile in piles:
            if (topic := next((topic for topic in pile.rest if topic in self.hopeful), None)) is not None:
                self.piles[topic].append(pile)
                self.votes[topic] += pile.size * pile.weight

    def take_round(self) -> bool:
        """Return whether there was anything left to do."""
        if full := self.without_a_place():
            self.end(full, RoundStep.NO_PLACE)
        elif not self.hopeful:
            return False
        elif (most := max(self.votes.values())) >= self.quota * UNITS:
            self.elect(most)
        elif self.places.fits(self.chosen, self.hopeful.values()):
            self.end(sorted(self.hopeful.values(), key=lambda one: -self.votes[one.id]), RoundStep.FILL)
        else:
            self.exclude()
        return True

    def without_a_place(self) -> list[Candidate]:
        one_of_each = {one.kind: one for one in self.hopeful.values()}
        full = {kind for kind, one in one_of_each.items() if not self.places.fits(self.chosen, [one])}
        return [one for one in self.hopeful.values() if one.kind in full]

    def elect(self, most: int) -> None:
        winner, *tied = (one for one in self.hopeful.values() if self.votes[one.id] == most)
        self.write_down(winner, RoundStep.ELECT, tied)
        self.chosen.add(winner)
        for pile in self.piles[winner.id]:
            pile.weight = pile.weight * (most - self.quota * UNITS) // most
        self.leave([winner])

    def exclude(self) -> None:
        """The lowest, the last in tie order among equals, of those without whom as many places can be filled."""
        kinds = Counter(one.kind for one in self.hopeful.values())
        most = self.places.fillable(self.chosen, kinds)
        spare = {kind for kind in kinds if self.places.fillable(self.chosen, kinds - Counter([kind])) == most}
        least = min(self.votes[one.id] for one in self.hopeful.values() if one.kind in spare)
        *tied, out = (one for one in self.hopeful.values() if one.kind in spare and self.votes[one.id] == least)
        self.write_down(out, RoundStep.EXCLUDE, tied)
        self.leave([out])

    def end(self, several: Sequence[Candidate], step: RoundStep) -> None:
        """All at once, each with its own round and the votes as they stood."""
        for one in several:
            equal = [] if step is RoundStep.NO_PLACE else [o for o in several if self.votes[o.id] == self.votes[one.id]]
            self.write_down(one, step, [other for other in equal if other is not one])
            if step is RoundStep.FILL:
                self.chosen.add(one)
        self.leave(several)

    def write_down(self, one: Candidate, step: RoundStep, tied: Iterable[Candidate]) -> None:
        others = tuple(other.id for other in tied)
        self.rounds.append(Round(one.id, step, others, "votes", Fraction(self.votes[one.id], UNITS)))

    def leave(self, several: Iterable[Candidate]) -> None:
        gone = [one.id for one in several]
        for topic in gone:
            del self.hopeful[topic], self.votes[topic]
        for topic in gone:
            self.hand_out(self.piles.pop(topic, []))


def count_stv(election: Election) -> Result:
    if not isinstance(election.places, NumberOfPlaces):
        raise TypeError("STV elects to a number of places.")
    count = Transfer(election, election.places)
    while count.take_round():
        pass
    return Result(election, count.chosen, count.rounds, quota=count.quota)
