"""What is asked of a server: a line of the table compares two of these."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from tests.bench.pages.rows import Garden


@dataclass(frozen=True)
class Ask:
    path: str
    """With the names of a garden in braces; `{rows}` is the number of rows that our page shows."""
    signed_in: bool = False
    in_large: bool = False
    first: bool = False
    """Something was written since the last time, so nothing that was kept is of use."""
    known: bool = False
    """The visitor has the page, and asks whether it has changed."""
    votes: bool = False
    """Posts five votes."""

    @property
    def status(self) -> int:
        return 302 if self.votes else 304 if self.known else 200

    def address(self, garden: Garden, *, rows: int = 0) -> str:
        return self.path.format(**vars(garden), rows=rows)

    def from_memory(self) -> "Ask":
        return replace(self, path=f"/floor/memory/?path={quote(self.path, safe='{}/')}", first=False)

    def in_the_large_one(self) -> "Ask":
        return replace(self, in_large=True)


def visitor(path: str) -> Ask:
    return Ask(path)


def attendee(path: str) -> Ask:
    return Ask(path, signed_in=True)


def first(path: str) -> Ask:
    return Ask(path, first=True)
