"""A meadow: a seed for each person, and a sprout for each ballot. Which seed sprouts is drawn by lot, so that the
picture tells no one who has voted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, TALL = 1920, 1080
EDGE = 96
"""A screen of 16 by 10 cuts off as much at either side."""
BACK, FRONT = 780, 985
"""Where the furthest and the nearest row of seeds lie."""
ROWS = 8
FILLED = 0.85
"""So much of its spot a sprout fills."""
TALLEST = 105


@dataclass(frozen=True)
class MeadowSpot:
    x: float
    y: float
    size: float


def draw_meadow(sprouted: int, people: int) -> SafeString:
    """The newest sprout is the brightest."""
    lots = sorted(range(people), key=lot)
    newest, grown = (lots[sprouted - 1] if 0 < sprouted <= people else None), set(lots[:sprouted])
    return format_html_join(
        "",
        '<use class="{}" href="#{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                "sprouted is-new" if number == newest else "sprouted" if number in grown else "seed",
                "r-sprout" if number in grown else "r-seed",
                *(f"{spot.x - spot.size / 2:.0f}", f"{spot.y - spot.size:.0f}"),
                *(f"{spot.size:.0f}",) * 2,
            )
            for number, spot in enumerate(spots(people))
        ),
    )


def spots(people: int) -> Iterator[MeadowSpot]:
    """In rows, the furthest first and smallest; each a little beside its place, or they would stand like soldiers."""
    rows = max(1, min(ROWS, round((people / 3) ** 0.5)))
    for row in range(rows):
        in_row = len(range(row, people, rows))
        near = (row + 1) / rows
        slot = (WIDE - 2 * EDGE) / max(in_row, 1)
        size = min(TALLEST, slot * FILLED) * (0.55 + 0.45 * near)
        for place in range(in_row):
            aside = (lot(row * WIDE + place) % 100 / 100 - 0.5) * (slot - size)
            yield MeadowSpot(EDGE + (place + 0.5) * slot + aside, BACK + (FRONT - BACK) * near, size)


def lot(number: int) -> int:
    """Without order, and the same each time: what has sprouted stays."""
    return crc32(b"%d" % number)


def draw_scene(sprouted: int, people: int) -> SafeString:
    return format_html(
        '<svg class="room-scene" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMax slice" role="img" '
        'aria-label="{} of {} seeds have sprouted">{}{}</svg>',
        *(WIDE, TALL, sprouted, people),
        LAND,
        draw_meadow(sprouted, people),
    )


LAND = SafeString(
    '<symbol id="r-sprout" viewBox="0 0 32 32"><path class="room-leaf" d="M16 17C16 9 10 5 3 5c0 8 5 12 13 12Z"/>'
    '<path class="room-leaf" d="M16 21c0-7 5-11 13-11 0 7-5 11-13 11Z"/><path class="room-stem" d="M16 15v16"/>'
    "</symbol>"
    '<symbol id="r-seed" viewBox="0 0 32 32"><ellipse cx="16" cy="28" rx="4.5" ry="2.6"/></symbol>'
    '<path class="sky" d="M0 0h1920v1080H0Z"/><circle class="ridge-moon" cx="1360" cy="130" r="44"/>'
    '<path class="ridge-far" d="M0 610 160 500l100 50 170-140 130 110 120-60 170 104 190-130 130 84 140-66 170 112 '
    '160-90 156 84 124-60v572H0Z"/><path class="ridge-near" d="M0 690 200 620l160 60 230-86 200 80 250-102 236 98 '
    '214-68 214 74 216-62v470H0Z"/><g class="ridge-hut"><path d="M1392 648h110v60h-110Z"/><path d="m1376 654 71-54 '
    '71 54Z"/><path class="ridge-lamp" d="M1412 664h18v20h-18ZM1464 664h18v20h-18Z"/></g>'
    '<path class="ridge-meadow" d="M0 730c220-40 400-36 620-14s440 18 670-16 420-30 630 10v370H0Z"/>'
)
