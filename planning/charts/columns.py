"""Columns: how many there were in each stretch of time, the present one at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, TALL = 260, 150
"""A unit is at least a pixel on the narrowest phone, so that the words are no smaller than elsewhere."""
GROUND, HIGHEST = 124, 98
FILLED = 0.64
"""So much of its slot a column fills."""


@dataclass(frozen=True)
class Column:
    label: str
    value: int


def draw_columns(columns: Sequence[Column], words: str) -> SafeString:
    """`words` say what is counted. The numbers are read out after them."""
    slot, scale = WIDE / len(columns), HIGHEST / max(1, *(column.value for column in columns))
    said = ", ".join(f"{column.label} {column.value}" for column in columns)
    middles = [(column, slot * (place + 0.5), column.value * scale) for place, column in enumerate(columns)]
    return format_html(
        '<svg class="columns" viewBox="0 0 {} {}" role="img" aria-label="{}: {}">{}{}{}'
        '<path class="c-base" d="M0 {}H{}"/></svg>',
        *(WIDE, TALL, words, said),
        format_html_join(
            "",
            '<rect class="c-part" x="{}" y="{}" width="{}" height="{}"/>',
            (
                (f"{x - slot * FILLED / 2:.1f}", f"{GROUND - high:.1f}", f"{slot * FILLED:.1f}", f"{high:.1f}")
                for _, x, high in middles
            ),
        ),
        format_html_join(
            "",
            '<text class="c-label" x="{}" y="{}">{}</text>',
            ((f"{x:.1f}", f"{GROUND - high - 6:.1f}", column.value) for column, x, high in middles),
        ),
        format_html_join(
            "",
            '<text{} x="{}" y="{}">{}</text>',
            (
                (SafeString(' class="c-today"') if column is columns[-1] else "", f"{x:.1f}", GROUND + 18, column.label)
                for column, x, _ in middles
            ),
        ),
        *(GROUND, WIDE),
    )
