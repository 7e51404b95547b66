"""What a rule counts. Topics and voters are known by their ids; nothing here knows a database or a file."""

from dataclasses import dataclass
from functools import cached_property

from planning.voting.rules.candidates import Candidate
from planning.voting.rules.places import Places


@dataclass(frozen=True)
class Marks:
    """What one person wants, dearest first: each topic once, all of them standing, at least one.

    `points` go with the topics, each above 0. Without points, every mark is worth one.
    """

    voter: str
    topics: tuple[str, ...]
    points: tuple[int, ...] = ()

    def worth(self) -> tuple[int, ...]:
        return self.points or (1,) * len(self.topics)


@dataclass(frozen=True)
class Election:
    """Candidates in tie order, and the marks of everybody who made any."""

    candidates: tuple[Candidate, ...]
    marks: tuple[Marks, ...]
    places: Places
    has_points: bool = False

    @cached_property
    def popularity(self) -> dict[str, int]:
        """Marks of each candidate, or points where the ballots have any."""
        counts = dict.fromkeys((candidate.id for candidate in self.candidates), 0)
        for marks in self.marks:
            for topic, points in zip(marks.topics, marks.worth(), strict=True):
                counts[topic] += points
        return counts
