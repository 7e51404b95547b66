"""One thing that needs the organizers of an event, in words."""

from dataclasses import dataclass
from enum import IntEnum

from django.contrib.humanize.templatetags.humanize import apnumber
from django.urls import reverse

from htg.pages.overview.figures import Figures


class Urgency(IntEnum):
    """How bad it is to leave it."""

    BLOCKS = 0  # others cannot go on
    DUE = 1  # it is late, or soon will be
    OPEN = 2


@dataclass(frozen=True)
class Need:
    """`text` goes on from the number. `url` is where the button leads; with an `action`, it is posted there."""

    urgency: Urgency
    number: int
    text: str
    why: str
    button: str
    url: str = ""
    action: str = ""

    @property
    def sentence(self) -> str:
        return f"{number_in_words(self.number).capitalize()} {self.text}."


def at(figures: Figures, page: str, *about: str, query: str = "") -> str:
    return reverse(page, args=[figures.event, *about]) + query


def number_in_words(number: int) -> str:
    return str(apnumber(number))


def some(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def the(number: int) -> str:
    """As in “Remind the nine”."""
    return "that person" if number == 1 else f"the {number_in_words(number)}"
