"""Counting ballots. Pure: topics and ballots are known by their ids."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby


@dataclass(frozen=True)
class TallyLine:
    """One topic's place. `tied_with` are the topics with as many votes."""

    rank: int
    topic: int
    votes: int
    tied_with: tuple[int, ...] = ()


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


def count_votes(topics: Sequence[int], ballots: Collection[Collection[int]], *, electorate: int) -> Tally:
    """Count approval votes: each mark is one vote, all are equal.

    `topics` are those still standing, in the order of proposal. Marks for others (since withdrawn) do not count.
    Ranks are as in sport, 1 2 2 4 ("standard competition ranking").
    """
    votes = Counter(topic for ballot in ballots for topic in set(ballot))
    ordered = sorted(topics, key=lambda topic: -votes[topic])  # stable: the order of proposal within a tie
    lines: list[TallyLine] = []
    for number, equal in groupby(ordered, key=lambda topic: votes[topic]):
        rank = len(lines) + 1
        lines.extend(TallyLine(rank, topic, number) for topic in equal)
    return Tally(lines=tied(lines), ballots=len(ballots), electorate=electorate)


def tied(lines: Iterable[TallyLine]) -> tuple[TallyLine, ...]:
    """The lines, each with the others that share its rank."""
    by_rank = [list(group) for _, group in groupby(lines, key=lambda line: line.rank)]
    return tuple(
        replace(line, tied_with=tuple(other.topic for other in group if other is not line))
        for group in by_rank
        for line in group
    )
