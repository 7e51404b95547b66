"""Shares: what a whole consists of."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from planning.charts.bars import Bar
from planning.charts.strip import strip

UNITS = 60
"""Fewer things than this are drawn one by one, on one scale for all pictures: three are a short row, not a full bar."""
UNIT, GAP = 100 / UNITS, 0.35


def draw_shares(parts: Sequence[Bar]) -> SafeString:
    """Each single thing if there are few, otherwise one bar cut into parts."""
    drawn = [(part.value, part.kind) for part in parts]
    total = sum(value for value, _ in drawn)
    return row_of_units(drawn) if total < UNITS else strip(drawn, total)


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
