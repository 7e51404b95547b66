"""Telling the story on a terminal, line by line, above a progress bar."""

from collections.abc import Callable
from datetime import datetime

from htg.rehearsal.story import Chapter, Happening, day_and_time

WIDTH = 24
CLEAR_LINE = "\r\x1b[K"


class ProgressBar:
    """One line at the bottom, redrawn. Without a terminal to draw on there is none."""

    def __init__(self, put: Callable[[str], object] | None, *, total: int, label: str = "") -> None:
        self.put, self.total, self.label = put, total, label
        self.begun = 0

    def advance(self, label: str) -> None:
        """Begin the next of the parts."""
        self.begun, self.label = self.begun + 1, label
        self.draw()

    def draw(self) -> None:
        share = max(0, self.begun - 1) / self.total
        full = round(share * WIDTH)
        self._put(f"{CLEAR_LINE}{'█' * full}{'░' * (WIDTH - full)} {share:4.0%} {self.label}")

    def clear(self) -> None:
        self._put(CLEAR_LINE)

    def _put(self, text: str) -> None:
        if self.put:
            self.put(text)


class Teller:
    """Writes each line as it happens. The time is shown only when it changes."""

    def __init__(self, write: Callable[[str], object], bar: ProgressBar) -> None:
        self.write, self.bar = write, bar
        self.last_shown_at: datetime | None = None

    def begin(self, chapter: Chapter) -> None:
        self._line(f"\n── {chapter.title} ──")
        self.bar.advance(chapter.title)
        self.last_shown_at = None

    def hear(self, happening: Happening) -> None:
        same = happening.at == self.last_shown_at
        when = "" if same else day_and_time(happening.at)
        self._line(f"  {when:<20}  {happening.text}")
        self.last_shown_at = happening.at

    def _line(self, text: str) -> None:
        self.bar.clear()
        self.write(text)
        self.bar.draw()
