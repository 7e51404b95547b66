"""Voters with equal ballots: they hold the same and pay the same, so they are counted as one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planning.voting.rules.elections import Marks


@dataclass(frozen=True)
class Bloc:
    voters: tuple[str, ...]
    topics: tuple[str, ...]
    worth: tuple[int, ...]


def ranking_blocs(ballots: Iterable[Marks]) -> list[Bloc]:
    """Equal in the topics and their order."""
    voters = defaultdict[tuple[str, ...], list[str]](list)
    for marks in ballots:
        voters[marks.topics].append(marks.voter)
    return [Bloc(tuple(sorted(alike)), topics, ()) for topics, alike in sorted(voters.items())]


def worth_blocs(ballots: Iterable[Marks], *, as_marks: bool) -> list[Bloc]:
    """Equal in the topics and what they are worth, in whatever order. `as_marks`: each mark is worth one."""
    voters = defaultdict[tuple[tuple[str, int], ...], list[str]](list)
    for marks in ballots:
        worth = (1,) * len(marks.topics) if as_marks else marks.worth()
        voters[tuple(sorted(zip(marks.topics, worth, strict=True)))].append(marks.voter)
    return [
        Bloc(tuple(sorted(alike)), tuple(topic for topic, _ in marks), tuple(points for _, points in marks))
        for marks, alike in sorted(voters.items())
    ]
