"""Charts. The numbers are always beside the picture as text, so that no one needs the picture."""

from collections.abc import Iterable, Sequence

from django.template import Library
from django.utils.safestring import SafeString

from planning.charts import UNITS, Bar, row_of_units, strip

register = Library()


@register.simple_tag
def bar(value: float, total: float, kind: str = "", mark: float | None = None) -> SafeString:
    """A horizontal bar, `value` of `total` long. Write the number beside it: the bar itself is not read out."""
    return strip([(value, kind)], total, mark)


@register.simple_tag
def shares(parts: Iterable[Bar]) -> SafeString:
    """What a whole consists of: each single thing if there are few, otherwise one bar cut into parts.

    Write the parts beside it, with `planning/charts/_legend.html` or in words.
    """
    drawn = [(part.value, part.kind) for part in parts]
    total = sum(value for value, _ in drawn)
    return row_of_units(drawn) if total < UNITS else strip(drawn, total)


@register.inclusion_tag("planning/charts/_bars.html")
def bars(rows: Sequence[Bar], full: int = 0) -> dict[str, object]:
    """A bar for each row, all on one scale, with its label and its number. `full` fills it; else the longest does."""
    longest = max((max(row.value, row.mark or 0) for row in rows), default=0)
    return {"rows": rows, "longest": full or longest}
