"""Pictures drawn by the server, in attributes only: the content security policy forbids inline styles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Bar:
    """One bar, or one part of a bar. `note` follows the number, `kind` is a class that sets the colour.

    `mark` is a target drawn across the bar; the note says it in words.
    """

    label: str
    value: int
    note: str = ""
    kind: str = ""
    url: str = ""
    mark: int | None = None


MARK = 0.8
"""How wide a mark is, in percent of the bar."""


def strip(parts: Iterable[tuple[float, str]], total: float, mark: float | None = None) -> SafeString:
    """An SVG that fills its place, with a rectangle for each (value, class), `total` being the full width."""
    scale = 100 / total if total else 0.0
    rectangles, x = [], 0.0
    for value, kind in parts:
        width = value * scale
        rectangles.append((kind, f"{x:.2f}", f"{width:.2f}"))
        x += width
    if mark is not None:
        rectangles.append(("bar-mark", f"{min(mark * scale, 100 - MARK):.2f}", f"{MARK:.2f}"))
    drawn = format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', rectangles)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>',
        drawn,
    )


UNITS = 60
"""Fewer things than this are drawn one by one, on one scale for all pictures: three are a short row, not a full bar."""
UNIT, GAP = 100 / UNITS, 0.35


def row_of_units(parts: Iterable[tuple[int, str]]) -> SafeString:
    """An SVG that fills its place, with as many rectangles as the number in each (number, class)."""
    kinds = [kind for number, kind in parts for _ in range(number)]
    places = ((kind, f"{place * UNIT:.2f}", f"{UNIT - GAP:.2f}") for place, kind in enumerate(kinds))
    drawn = format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', places)
    return format_html(
        '<svg class="bar units" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}'
        "</svg>",
        drawn,
    )


def course(points: Sequence[tuple[float, float]], highest: float, marks: Iterable[float] = ()) -> SafeString:
    """An SVG that fills its place: a line through points from 0 to 1 in time, and the area below it.

    `highest` is the value that reaches the top edge; each mark is a time at which a line is drawn across.
    """
    scale = 40 / highest if highest else 0.0
    line = " ".join(f"{100 * x:.2f},{44 - y * scale:.2f}" for x, y in points)
    across = format_html_join(
        "",
        '<path class="course-mark" d="M{0},0V44" vector-effect="non-scaling-stroke"/>',
        ((f"{100 * x:.2f}",) for x in marks),
    )
    return format_html(
        '<svg class="course" viewBox="0 0 100 44" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<polygon class="course-area" points="0,44 {0} 100,44"/>{1}'
        '<polyline class="course-line" points="{0}" vector-effect="non-scaling-stroke"/></svg>',
        line,
        across,
    )
