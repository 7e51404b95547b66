"""A bed: a plant for each thing that was begun, in the form of what came of it, with a root to what it carries on.

Drawn twice, since a picture that shrinks with the page could not be read on a phone: one field for all patches, and
each patch for itself, in rows. The forms are the symbols of `planning/charts/_plants.html`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from planning.texts.plurals import counted

FIELD, ROW = 1120, 340
"""How wide they are. A unit is about a pixel."""
WIDEST, NARROWEST = 22, 6
"""From one plant to the next."""
TALL = 4
"""So many times as tall as wide."""
GAP = 40
LABEL = 84
"""A patch takes as much at least, for its name."""
SOIL, WORDS = 62, 48
"""Below a field: the roots, and the names of the patches."""
GROUND = 16
"""Below a row."""
MANY = 2 * (ROW // WIDEST)
"""More plants than these are drawn at half their size in rows."""


@dataclass(frozen=True)
class Plant:
    """`words` are the title and what came of it; `root` is the key of the plant that it carries on."""

    key: int
    form: str
    words: str
    root: int | None = None


@dataclass(frozen=True)
class Patch:
    """The plants of one event. `words` say how many there are of each form."""

    name: str
    plants: tuple[Plant, ...]
    words: str

    @property
    def carried_on(self) -> int:
        """How many carry on an earlier one, drawn here or not."""
        return sum(plant.root is not None for plant in self.plants)


@dataclass(frozen=True)
class BedPlace:
    """A patch in a field, or a plant: `x` is its middle."""

    patch: Patch
    x: float

    def plants(self, slot: int) -> Iterator[tuple[Plant, float]]:
        first = self.x - slot * (len(self.patch.plants) - 1) / 2
        for place, plant in enumerate(self.patch.plants):
            yield plant, first + place * slot


def draw_field(patches: Sequence[Patch], words: str) -> SafeString:
    """All patches side by side. A root of what is not in the field comes in from its left edge."""
    slot = next((slot for slot in range(WIDEST, NARROWEST, -1) if width(patches, slot) <= FIELD), NARROWEST)
    ground, places = TALL * WIDEST, list(placed(patches, slot))
    plants = [plant for place in places for plant in place.plants(slot)]
    middles = {plant.key: x for plant, x in plants}
    roots = ((middles.get(plant.root, -GAP), x) for plant, x in plants if plant.root is not None)
    return format_html(
        '<svg class="garden garden-field" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect class="g-soil" y="{}" width="{}" height="{}" rx="10"/>{}<path class="g-ground" d="M0 {}H{}"/>{}{}</svg>',
        *(FIELD, ground + SOIL + WORDS, words),
        *(ground, FIELD, SOIL),
        format_html_join("", '<path class="g-root" d="{}"/>', ((curve(*ends, ground),) for ends in roots)),
        *(ground, FIELD),
        format_html_join(
            "",
            '<use href="#p-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></use>',
            ((p.form, f"{x - slot / 2:g}", ground - TALL * slot, slot, TALL * slot, p.words) for p, x in plants),
        ),
        format_html_join(
            "",
            '<text class="g-name" text-anchor="middle" x="{0}" y="{1}">{2}</text>'
            '<text class="g-sub" text-anchor="middle" x="{0}" y="{3}">{4}</text>',
            ((f"{p.x:g}", ground + SOIL + 22, p.patch.name, ground + SOIL + 42, topics(p.patch)) for p in places),
        ),
    )


def topics(patch: Patch) -> str:
    return counted(len(patch.plants), "topic")


def width(patches: Sequence[Patch], slot: int) -> int:
    return sum(room(patch, slot) for patch in patches)


def room(patch: Patch, slot: int) -> int:
    return max(len(patch.plants) * slot + GAP, LABEL)


def placed(patches: Sequence[Patch], slot: int) -> Iterator[BedPlace]:
    left = 0
    for patch in patches:
        yield BedPlace(patch, left + room(patch, slot) / 2)
        left += room(patch, slot)


def curve(start: float, end: float, ground: int) -> str:
    """The further apart, the deeper."""
    depth = min(18 + 0.08 * (end - start), SOIL * 4 / 3)
    return f"M{start:g} {ground}c0 {depth:.0f} {end - start:g} {depth:.0f} {end - start:g} 0"


def draw_patch(patch: Patch) -> SafeString:
    """One patch, in as many rows as it takes. What carries on an earlier one has roots."""
    slot = WIDEST if len(patch.plants) <= MANY else WIDEST // 2
    in_a_row, tall = ROW // slot, TALL * slot
    plants = [(p, n % in_a_row * slot, n // in_a_row * (tall + GROUND)) for n, p in enumerate(patch.plants)]
    grounds = sorted({y + tall for _, _, y in plants})
    return format_html(
        '<svg class="garden" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        *(ROW, len(grounds) * (tall + GROUND), f"{patch.name}: {patch.words}"),
        format_html_join(
            "",
            '<rect class="g-soil" y="{0}" width="{1}" height="{2}" rx="3"/><path class="g-ground" d="M0 {0}H{1}"/>',
            ((y, ROW, GROUND - 4) for y in grounds),
        ),
        format_html_join(
            "",
            '<use href="#p-{}" x="{}" y="{}" width="{}" height="{}"/>',
            ((plant.form, x, y, slot, tall) for plant, x, y in plants),
        ),
        format_html_join(
            "",
            '<use href="#p-roots" x="{}" y="{}" width="{}" height="12"/>',
            ((x, y + tall, slot) for plant, x, y in plants if plant.root is not None),
        ),
    )


LEGEND_TOP = {"grown": 0, "handed-over": 36, "roots": -14}
"""Where a legend cuts a symbol off: of most it shows the lowest part."""


def draw_plant(form: str) -> SafeString:
    return format_html(
        '<svg viewBox="0 {} 24 40" aria-hidden="true"><use href="#p-{}" width="24" height="{}"/></svg>',
        *(LEGEND_TOP.get(form, 56), form, 12 if form == "roots" else 24 * TALL),
    )
