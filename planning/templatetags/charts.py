"""Charts. The numbers are always beside the picture as text, so that no one needs the picture."""

from collections.abc import Sequence

from django.template import Library
from django.utils.safestring import SafeString

from planning.charts.bars import Bar
from planning.charts.bed import draw_plant
from planning.charts.shares import draw_shares
from planning.charts.strip import strip

register = Library()


@register.simple_tag
def bar(value: float, total: float, kind: str = "", mark: float | None = None) -> SafeString:
    """A horizontal bar, `value` of `total` long. Write the number beside it: the bar itself is not read out."""
    return strip([(value, kind)], total, mark)


@register.simple_tag
def shares(parts: Sequence[Bar]) -> SafeString:
    """What a whole consists of. Write the parts beside it, with `planning/charts/_legend.html` or in words."""
    return draw_shares(parts)


@register.inclusion_tag("planning/charts/_bars.html")
def bars(rows: Sequence[Bar], full: int = 0) -> dict[str, object]:
    """A bar for each row, all on one scale, with its label and its number. `full` fills it; else the longest does."""
    longest = max((max(row.value, row.mark or 0) for row in rows), default=0)
    return {"rows": rows, "longest": full or longest}


@register.simple_tag
def plant(form: str) -> SafeString:
    """One plant of a bed, for its legend, as tall as it grows."""
    return draw_plant(form)
