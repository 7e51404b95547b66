"""Charts. The numbers are always beside the picture as text, so that no one needs the picture."""

from collections.abc import Sequence
from typing import Any

from django.template import Context, Library
from django.utils.safestring import SafeString

from planning.charts.bars import Bar
from planning.charts.bed import draw_plant
from planning.charts.meadow import draw_scene
from planning.charts.phone_code import draw_phone_code
from planning.charts.place import draw_place
from planning.charts.shares import draw_shares
from planning.charts.strip import strip

register = Library()


@register.simple_tag
def bar(value: float, total: float, kind: str = "", mark: float | None = None) -> SafeString:
    """A horizontal bar, `value` of `total` long. Write the number beside it: the bar itself is not read out."""
    return strip([(value, kind)], total, mark)


@register.simple_tag
def stacked(parts: Sequence[Bar], total: float) -> SafeString:
    """One bar of several parts, on a scale that others share. Write the numbers beside it."""
    return strip([(part.value, part.kind) for part in parts], total)


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


@register.simple_tag
def meadow(sprouted: int, people: int) -> SafeString:
    """The turnout, for the projector. Write the numbers beside it."""
    return draw_scene(sprouted, people)


@register.inclusion_tag("planning/charts/_phone_code.html")
def phone_code_of(address: str, words: str) -> dict[str, object]:
    """The same of a whole address, such as stands in mails."""
    return {"code": draw_phone_code(address), "address": address.split("//", 1)[1], "words": words}


@register.simple_tag
def place_bar(topic: Any) -> SafeString:
    """What was paid for a topic of the result, and what was missing. Its words are read out."""
    paid = [(piece.people, float(piece.each), piece.is_last) for piece in topic.pieces]
    return draw_place(paid, float(topic.missing), topic.picture)


@register.inclusion_tag("planning/charts/_phone_code.html", takes_context=True)
def phone_code(context: Context, path: str, words: str) -> dict[str, object]:
    """What a phone reads off the projector to open `path`, which is the same site that the projector shows."""
    address = context["request"].build_absolute_uri(path)
    return {"code": draw_phone_code(address), "address": address.split("//", 1)[1], "words": words}
