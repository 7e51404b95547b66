"""A strip: one bar as an SVG that fills its place, cut into parts."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MARK = 0.8
"""How wide a mark is, in percent of the bar."""


def strip(parts: Iterable[tuple[float, str]], total: float, mark: float | None = None) -> SafeString:
    """A rectangle for each (value, class), `total` being the full width."""
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
