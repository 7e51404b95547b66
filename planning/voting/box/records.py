"""The ballot box as its file has it, before anything is counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from planning.voting.rules.candidates import PlaceKind


class VoteType(StrEnum):
    APPROVAL = "approval"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"

    @property
    def has_points(self) -> bool:
        return self in {VoteType.CUMULATIVE, VoteType.SCORING}


@dataclass(frozen=True)
class Project:
    """A topic, whether it still stands or not."""

    id: str
    cost: Fraction
    kind: PlaceKind
    withdrawn: bool
    merged_into: str


@dataclass(frozen=True)
class Paper:
    """What a voter handed in. `points` are empty, or one for each topic."""

    voter: str
    topics: tuple[str, ...]
    points: tuple[int, ...] = ()


@dataclass(frozen=True)
class BallotBox:
    meta: Mapping[str, str]
    vote_type: VoteType
    projects: Mapping[str, Project]
    papers: tuple[Paper, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def salt(self) -> str:
        return self.meta.get("salt", "")


class BoxRejected(ValueError):
    """Says which record of the file cannot be meant, and why."""
