"""What is read of a topic elsewhere, and what it says there. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from planning.rejection import Rejected

MAIN: Final = "main"
FAST_TRACK: Final = "fast-track"
DISCUSSION: Final = "discussion"
MOST = 1000
"""Topics in one file. An event had 134 at most."""
LONGEST_BODY = 65_536
"""Characters, as many as GitHub takes."""

LONGEST_AUTHOR = 100


class SourceRejected(Rejected):
    """A file in which no topics can be read."""


@dataclass(frozen=True)
class SourceTopic:
    """One topic as the file has it. `body` and `labels` are None where it leaves them out: empty is something else.

    `refused` says why nothing can be made of it.
    """

    title: str
    body: str | None = None
    number: int | None = None
    url: str = ""
    labels: tuple[str, ...] | None = None
    author: str = ""
    is_closed: bool = False
    refused: str = ""

    @property
    def is_identified(self) -> bool:
        """Whether it is told from another with the same title."""
        return bool(self.url or self.number)

    def refuse(self, why: str) -> "SourceTopic":
        return replace(self, refused=self.refused or why)


@dataclass(frozen=True)
class Wording:
    """What a topic says, here or there."""

    title: str
    emoji: str = ""
    track: str = MAIN
    problem: str = ""
    motivation: str = ""
    benefits: str = ""

    def __str__(self) -> str:
        return f"{self.emoji} {self.title}".strip()
