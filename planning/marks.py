"""How people and organizations are told apart at a glance, without a picture: the same for one name on every page."""

import re
from dataclasses import dataclass
from zlib import crc32

TINTS = 6
SHAPES = ("circle", "square", "diamond", "hex", "octagon", "shield", "drop", "leaf")


@dataclass(frozen=True)
class OrganizationMark:
    """What stands for an organization. Colour alone would say nothing in print, or to the colour-blind."""

    shape: str
    letters: str
    tint: int


def tint_of(name: str) -> int:
    return number_of(name) % TINTS + 1


def initials(name: str) -> str:
    """Two letters at most; one where scripts join their letters, or write a name in few."""
    words = [word for word in re.split(r"[\s.\-_]+", name) if word[:1].isalnum()]
    if not words:
        return "?"
    first = words[0][0].upper()
    has_cases = first != first.lower()
    return first + words[-1][0].upper() if has_cases and len(words) > 1 else first


def mark_of(name: str) -> OrganizationMark:
    number = number_of(name)
    shape = SHAPES[number // TINTS % len(SHAPES)]
    return OrganizationMark(shape=shape, letters=letters_of(name), tint=tint_of(name))


def letters_of(name: str) -> str:
    """A short name itself; the first letters of two words; or how one word begins."""
    words = re.findall(r"[^\W_]+", name)
    if not words:
        return "?"
    if len(words[0]) == len(name) <= 3:
        return name
    return words[0][0] + words[1][0] if len(words) > 1 else name[:2]


def number_of(name: str) -> int:
    """Python's own hash is another one in each process."""
    return crc32(name.casefold().encode())
