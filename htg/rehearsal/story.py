"""The story of a rehearsal: chapters, what happens in them, and the figures at the end."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils import timezone

Figure = int | float


@dataclass(frozen=True)
class Happening:
    at: datetime
    text: str


@dataclass
class Chapter:
    title: str
    happenings: list[Happening] = field(default_factory=list)


class Listener(Protocol):
    """Someone who hears the story as it is told."""

    def begin(self, chapter: Chapter) -> None: ...

    def hear(self, happening: Happening) -> None: ...


class Silence:
    """Hears nothing."""

    def begin(self, chapter: Chapter) -> None: ...

    def hear(self, happening: Happening) -> None: ...


@dataclass
class Story:
    listener: Listener
    chapters: list[Chapter] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)

    def begin(self, title: str) -> None:
        self.chapters.append(Chapter(title))
        self.listener.begin(self.chapters[-1])

    def tell(self, at: datetime, text: str) -> None:
        happening = Happening(at, text)
        self.chapters[-1].happenings.append(happening)
        self.listener.hear(happening)


def day_and_time(at: datetime) -> str:
    return f"{timezone.localtime(at):%a %d.%m.%Y %H:%M}"
