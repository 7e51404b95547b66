"""A place: one bar, cut into what people paid for it."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MOST_PIECES = 60
"""More people than this are drawn as one piece for each amount."""


def draw_place(paid: Iterable[tuple[int, float, bool]], missing: float, words: str) -> SafeString:
    """A rectangle for each of the people who paid so much, hatched if it was their last."""
    groups = list(paid)
    if sum(people for people, _, _ in groups) <= MOST_PIECES:
        pieces = [(each, "is-last" if is_last else "") for people, each, is_last in groups for _ in range(people)]
    else:
        pieces = [(people * each, "is-last" if is_last else "") for people, each, is_last in groups]
    if missing > 0:
        pieces.append((missing, "is-missing"))
    whole = sum(width for width, _ in pieces) or 1.0
    drawn, x = [], 0.0
    for width, kind in pieces:
        drawn.append((kind, f"{x:.2f}", f"{width / whole * 100:.2f}"))
        x += width / whole * 100
    rectangles = format_html_join("", '<rect class="{}" x="{}%" width="{}%" height="100%"/>', drawn)
    return format_html('<svg class="share" role="img" aria-label="{}">{}</svg>', words, rectangles)
