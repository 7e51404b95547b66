"""Bars: some rows on one scale, or the parts of a whole."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar, or one part of a bar. `note` follows the number, `kind` is a class that sets the colour.

    `mark` is a target drawn across the bar; the note says it in words. An organization has its own mark by its name.
    """

    label: str
    value: int
    note: str = ""
    kind: str = ""
    url: str = ""
    mark: int | None = None
    is_organization: bool = False
