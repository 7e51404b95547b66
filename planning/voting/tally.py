"""Ranking what was counted. Pure: topics are known by their ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class TallyLine:
    """One topic's place. `shared_by` is how many topics have this rank, itself included."""

    rank: int
    topic: int
    votes: int
    shared_by: int = 1

    @property
    def is_tied(self) -> bool:
        return self.shared_by > 1


@dataclass(frozen=True)
class Tally:
    """The counted result. Topics with equal votes share a rank; within it, the one proposed first comes first."""

    lines: tuple[TallyLine, ...]
    ballots: int
    electorate: int

    @property
    def turnout(self) -> float:
        """Share of the people with a seat who cast a ballot, 0 to 1."""
        return self.ballots / self.electorate if self.electorate else 0.0

    @property
    def ranked(self) -> tuple[int, ...]:
        """The topics, most wanted first."""
        return tuple(line.topic for line in self.lines)


def count_votes(topics: Iterable[int], votes: Mapping[int, int], *, ballots: int, electorate: int) -> Tally:
    """Rank the topics by their approval votes: each mark was one vote, all are equal.

    `topics` are those still standing, in the order of proposal. Votes for others (since withdrawn) do not count.
    Ranks are as in sport, 1 2 2 4 ("standard competition ranking").
    """
    ordered = sorted(topics, key=lambda topic: -votes.get(topic, 0))  # stable: the order of proposal within a tie
    places: list[tuple[int, int, int]] = []
    for number, equal in groupby(ordered, key=lambda topic: votes.get(topic, 0)):
        rank = len(places) + 1
        places.extend((rank, topic, number) for topic in equal)
    return Tally(lines=ranked(places), ballots=ballots, electorate=electorate)


def ranked(places: Iterable[tuple[int, int, int]]) -> tuple[TallyLine, ...]:
    """Lines of rank, topic and votes, each with the number of those that share its rank."""
    places = list(places)
    shared = Counter(rank for rank, _, _ in places)
    return tuple(TallyLine(rank, topic, votes, shared[rank]) for rank, topic, votes in places)
