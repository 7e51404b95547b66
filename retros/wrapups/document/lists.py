"""Entries of a list, and blank lines around a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BULLET = re.compile(r"(?P<indent> {0,3})(?P<marker>[-*+•]|\d{1,9}[.)])(?P<space>\s+)(?=\S)")
FENCE = re.compile(r"[\s>]*(?P<bullet>(?:[-*+]|\d{1,9}[.)])\s+)?(?P<marker>`{3,}|~{3,})(?P<info>.*)$")
COMMENT, COMMENT_END = re.compile(r" {0,3}(?:[-*+] {1,3})?<!--"), "-->"
GAP = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
RULE = re.compile(r"\s*(?:<hr\s*/?>|-{3,}|\*{3,}|_{3,})\s*$")


@dataclass(frozen=True)
class Entry:
    """A bullet with everything nested below it, or a paragraph between bullets."""

    text: str
    is_bullet: bool


def entries(lines: list[str]) -> list[Entry]:
    """Split a section at its top-level bullets, and at the paragraphs outside them."""
    found: list[Entry] = []
    block: list[str] = []
    inside: re.Match[str] | None = None
    fence = ""
    after_blank = True
    for line in lines:
        bullet = None if fence else BULLET.match(line)
        if bullet and inside and len(bullet["indent"]) >= inside.end():
            bullet = None  # nested below the open one
        outdented = bool(line.strip()) and after_blank and not line.startswith((" ", "\t")) and not fence
        if bullet or outdented:
            found += _entry(block, inside)
            block, inside = [], bullet
        block.append(line)
        fence = fence_after(fence, line)
        after_blank = not line.strip()
    return found + list(_entry(block, inside))


def fence_after(fence: str, line: str) -> str:
    """The marker of the code block open after this line, given the one before it; empty if none."""
    if "```" not in line and "~~~" not in line:
        return fence
    match = FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return "" if "`" in match["info"] and match["marker"][0] == "`" else match["marker"]
    ends = match["marker"].startswith(fence) and not match["info"].strip() and not match["bullet"]
    return "" if ends else fence


def hidden_lines(lines: Sequence[str]) -> Iterator[int]:
    """The lines, from 0, of code blocks, and of comments that have an end."""
    commented = set(comment_lines(lines))
    fence = ""
    for at, line in enumerate(lines):
        after = fence if at in commented else fence_after(fence, line)
        if fence or after or at in commented:
            yield at
        fence = after


def comment_lines(lines: Sequence[str]) -> Iterator[int]:
    """The lines of each comment that begins a line and has an end, with what follows it."""
    last_end = max((at for at, line in enumerate(lines) if COMMENT_END in line), default=-1)
    inside, fence = False, ""
    for at, line in enumerate(lines[: last_end + 1]):
        fence = "" if inside else fence_after(fence, line)
        inside = inside or (not fence and COMMENT.match(line) is not None)
        if inside:
            yield at
            inside = COMMENT_END not in line


def left_open(text: str) -> tuple[int, str] | None:
    """The line, from 0, where a code block or comment without an end begins, and what would end it."""
    if "```" not in text and "~~~" not in text and "<!--" not in text:
        return None
    lines = text.split("\n")
    last_end = max((at for at, line in enumerate(lines) if COMMENT_END in line), default=-1)
    fence, began, inside, unended = "", 0, False, None
    for at, line in enumerate(lines):
        after = fence if inside else fence_after(fence, line)
        if not after and (inside or COMMENT.match(line)):
            inside = at < last_end and COMMENT_END not in line
            unended = at if at > last_end else unended
        if after and not fence:
            began = at
        fence = after
    if fence:
        return began, fence
    return None if unended is None else (unended, COMMENT_END)


def prose(lines: list[str]) -> Iterator[str]:
    """The lines that are not code, without the spaces around them."""
    if not any("```" in line or "~~~" in line for line in lines):
        yield from map(str.strip, lines)
        return
    fence = ""
    for line in lines:
        after = fence_after(fence, line)
        if not fence and not after:
            yield line.strip()
        fence = after


def _entry(block: list[str], bullet: re.Match[str] | None) -> Iterator[Entry]:
    if bullet:
        width = bullet.end()
        block = [block[0][width:], *(_dedented(line, width) for line in block[1:])]
    if text := trimmed(block).strip():
        yield Entry(text, bullet is not None)


def _dedented(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def trimmed(lines: list[str]) -> str:
    """The text without blank lines and rules around it, and with runs of blank lines reduced to one, except in code."""
    first, end = 0, len(lines)
    while first < end and (not lines[first].strip() or is_rule(lines[first])):
        first += 1
    while end > first and (not lines[end - 1].strip() or is_rule(lines[end - 1])):
        end -= 1
    text = "\n".join(lines[first:end])
    return "\n".join(_without_gaps(lines[first:end])) if GAP.search(text) else text


def _without_gaps(lines: list[str]) -> Iterator[str]:
    hidden = set(hidden_lines(lines))
    for at, line in enumerate(lines):
        if line.strip() or at in hidden or lines[at - 1].strip() or at - 1 in hidden:
            yield line if line.strip() or at in hidden else ""


def add_below(texts: list[str], text: str, *, after_gap: bool) -> None:
    """Add a text to those of the blocks above it, or to the last one if no empty line separated them."""
    if text and texts and not after_gap:
        texts[-1] += f"\n{text}"
    elif text:
        texts.append(text)


def is_rule(line: str) -> bool:
    return RULE.match(line) is not None
