"""Pictures drawn by the server. The numbers always stand beside them as text, so that nobody needs the picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = Library()


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart. `note` stands behind the number, `kind` is a class that colours the bar."""

    label: str
    value: int
    note: str = ""
    kind: str = ""
    url: str = ""


@register.simple_tag
def bar(value: float, total: float, kind: str = "") -> SafeString:
    """A horizontal bar, `value` of `total` long. Write the number beside it: the bar itself is not read out."""
    return strip([(value, kind)], total)


@register.simple_tag
def shares(parts: Iterable[Bar]) -> SafeString:
    """One bar cut into its parts. Write the parts beside it, with `_legend.html` or in words."""
    parts = list(parts)
    return strip([(part.value, part.kind) for part in parts], sum(part.value for part in parts))


@register.inclusion_tag("planning/_bars.html")
def bars(rows: Sequence[Bar]) -> dict[str, object]:
    """A bar for each row, all on one scale, with its label and its number."""
    return {"rows": rows, "longest": max((row.value for row in rows), default=0)}


def strip(parts: Iterable[tuple[float, str]], total: float) -> SafeString:
    """An SVG as wide as its place allows. Attributes only: the content security policy forbids inline styles."""
    scale = 100 / total if total else 0.0
    rectangles, x = [], 0.0
    for value, kind in parts:
        width = value * scale
        rectangles.append((kind, f"{x:.2f}", f"{width:.2f}"))
        x += width
    drawn = format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', rectangles)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>',
        drawn,
    )
