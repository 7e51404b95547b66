"""Texts that people typed, made safe inside a document: none of their lines becomes part of its structure."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from retros.wrapups.document.labels import label_of, line_label
from retros.wrapups.document.lists import hidden_lines, left_open

HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
ESCAPED = re.compile(r"^(?P<indent> {0,3})\\(?=\\*(?:#{1,6}(?:\s|$)|[^\w\s]*\s*[*_]|[-*+]\s|>|=+[ \t]*$|-+[ \t]*$))")


def escaped(text: str, *, below: int = 3) -> str:
    """Put a backslash before anything that would be a heading, a label or a rule, and one more before such a backslash.

    Headings below that level are the text's own.
    """
    return with_blocks_closed("\n".join(_outside_code(text, partial(_escape, below=below))))


def unescaped(text: str) -> str:
    """Remove one backslash. A comment without an end gets one, as it would when written."""
    if "\\" in text:
        text = "\n".join(_outside_code(text, lambda line, _: ESCAPED.sub(r"\g<indent>", line, count=1)))
    return with_blocks_closed(text) if "<!--" in text else text


def with_blocks_closed(text: str) -> str:
    """End a code block or comment that would swallow the rest of the document."""
    while block := left_open(text):
        text = f"{text}\n{block[1]}"
    return text


def _outside_code(text: str, change: Callable[[str, str], str]) -> Iterator[str]:
    """Change each line, given the one above it, unless it is code or a comment."""
    lines = text.split("\n")
    hidden = set(hidden_lines(lines)) if any(mark in text for mark in ("```", "~~~", "<!--")) else set()
    above = ""
    for at, line in enumerate(lines):
        yield line if at in hidden else change(line, above)
        above = line


def _escape(line: str, above: str, *, below: int) -> str:
    heading = HEADING.match(line)
    if (
        (heading and len(heading[1]) <= below)
        or (above.strip() and UNDERLINE.match(line))
        or _is_label(line, bullets=below < 3)
        or ESCAPED.match(line)
    ):
        indent = len(line) - len(line.lstrip(" "))
        return f"{line[:indent]}\\{line[indent:]}"
    return line


def _is_label(line: str, *, bullets: bool) -> bool:
    """Bullets are labels only above all others, where the notes are."""
    words = re.sub(r"^(?:>\s*|[*+-]\s+)" if bullets else r"^>\s*", "", line.strip(" "))
    if HEADING.match(words):
        return label_of(words.strip("# ")) is not None
    found = line_label(words, plain=line.lstrip(" ").startswith(">"))
    return found is not None and (found[0].field is not None or "://" in line)  # unknown, with links: see sections.py
