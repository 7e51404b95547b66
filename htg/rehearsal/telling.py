"""Telling the story on a terminal, line by line, above a progress bar."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from htg.rehearsal.story import Chapter, Happening, moment

WIDTH = 24
CLEAR_LINE = "\r\x1b[K"


class Terminal(Protocol):
    def write(self, text: str, /) -> object: ...

    def flush(self) -> None: ...

    def isatty(self) -> bool: ...


class ProgressBar:
    """One line at the bottom, redrawn; nothing at all where the output is no terminal."""

    def __init__(self, terminal: Terminal, *, total: int) -> None:
        self.terminal, self.total, self.done, self.label = terminal, total, 0, ""
        self.shown = terminal.isatty()

    def advance(self, label: str) -> None:
        """Begin the next of the parts."""
        self.done, self.label = self.done + 1, label
        self.draw()

    def draw(self) -> None:
        share = (self.done - 1) / self.total if self.done else 0.0
        full = round(share * WIDTH)
        self._put(f"{CLEAR_LINE}{'█' * full}{'░' * (WIDTH - full)} {share:4.0%} {self.label}")

    def clear(self) -> None:
        self._put(CLEAR_LINE)

    def _put(self, text: str) -> None:
        if self.shown:
            self.terminal.write(text)
            self.terminal.flush()


class Teller:
    """Writes each line as it happens. The time stands only where it changes."""

    def __init__(self, write: Callable[[str], object], bar: ProgressBar) -> None:
        self.write, self.bar = write, bar
        self.told_at: datetime | None = None

    def begin(self, chapter: Chapter) -> None:
        self._line(f"\n── {chapter.title} ──")
        self.bar.advance(chapter.title)
        self.told_at = None

    def hear(self, happening: Happening) -> None:
        same = happening.at == self.told_at
        when = "" if same else moment(happening.at)
        self._line(f"  {when:<20}  {happening.text}")
        self.told_at = happening.at

    def _line(self, text: str) -> None:
        self.bar.clear()
        self.write(text)
        self.bar.draw()
