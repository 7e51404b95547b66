"""Entries of a list, and blank lines around a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BULLET = re.compile(r"(?P<indent> {0,3})(?P<marker>[-*+•]|\d{1,9}[.)])(?P<space>\s+)(?=\S)")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
RULE = re.compile(r"\s*(?:<hr\s*/?>|-{3,}|\*{3,}|_{3,})\s*$")


@dataclass(frozen=True)
class Entry:
    """A bullet with all that hangs below it, or a paragraph between bullets."""

    text: str
    is_bullet: bool


def entries(lines: list[str]) -> list[Entry]:
    """Split a section at the bullets of its first level, and at the paragraphs outside them."""
    found: list[Entry] = []
    block: list[str] = []
    inside: re.Match[str] | None = None
    fence = ""
    after_blank = True
    for line in lines:
        bullet = None if fence else BULLET.match(line)
        if bullet and inside and len(bullet["indent"]) > len(inside["indent"]) and bullet["indent"]:
            bullet = None  # it hangs below the one that is open
        outdented = bool(line.strip()) and after_blank and not line.startswith((" ", "\t")) and not fence
        if bullet or outdented:
            found += _entry(block, inside)
            block, inside = [], bullet
        block.append(line)
        fence = _fence(fence, line)
        after_blank = not line.strip()
    return found + list(_entry(block, inside))


def _fence(fence: str, line: str) -> str:
    """The marker of the code block that is open after this line."""
    match = FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    return "" if match[1].startswith(fence) and not line.strip(" `~") else fence


def _entry(block: list[str], bullet: re.Match[str] | None) -> Iterator[Entry]:
    if bullet:
        width = bullet.end()
        block = [block[0][width:], *(_dedented(line, width) for line in block[1:])]
    if text := trimmed(block):
        yield Entry(text, bullet is not None)


def _dedented(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def trimmed(lines: list[str]) -> str:
    """The text without blank lines and rules around it."""
    first, end = 0, len(lines)
    while first < end and (not lines[first].strip() or RULE.match(lines[first])):
        first += 1
    while end > first and (not lines[end - 1].strip() or RULE.match(lines[end - 1])):
        end -= 1
    return "\n".join(lines[first:end])
