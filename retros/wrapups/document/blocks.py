"""The outline of a document: its blocks, by line."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retros.wrapups.document.labels import line_label
from retros.wrapups.document.lists import comment_lines, fence_after, is_rule

# Inline markup is left as written, and so are link definitions: all we need is where blocks begin.
# HTML is text like any other, or a rule between two topics would swallow what follows it.
OUTLINE = MarkdownIt("commonmark").disable(["inline", "text_join", "reference", "html_block"])
HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)|^ {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
KINDS = {"paragraph_open": "paragraph", "bullet_list_open": "list", "ordered_list_open": "list",
         "blockquote_open": "quote", "hr": "rule"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """`first` and `end` are lines from 0, the end not included. `kind` is heading, paragraph, list, quote, rule,
    comment or other; `text` is that of a heading."""

    kind: str
    first: int
    end: int
    level: int = 0
    text: str = ""


def top_level_blocks(text: str) -> list[Block]:
    """The top-level blocks, in order. Empty if there is no heading: then it isn't Markdown."""
    if HEADING.search(text) is None:
        return []
    lines = text.split("\n")
    commented = set(comment_lines(lines)) if "<!--" in text else set()
    rules = set(rule_lines(lines)) if "<hr" in text else set()
    masked = ("***" if at in commented or at in rules else line for at, line in enumerate(lines))
    tokens = OUTLINE.parse("\n".join(masked) if commented or rules else text)
    blocks = [
        _block(token, inside) for token, inside in pairwise([*tokens, tokens[-1]]) if token.level == 0 and token.map
    ]
    if commented:
        blocks = list(_with_comments(blocks, commented))
    return blocks if any(block.kind == "heading" for block in blocks) else []


def rule_lines(lines: Sequence[str]) -> Iterator[int]:
    """The lines that are a rule in HTML, outside code."""
    fence = ""
    for at, line in enumerate(lines):
        fence = fence_after(fence, line)
        if not fence and line.startswith("<hr") and is_rule(line):
            yield at


def _with_comments(blocks: Sequence[Block], commented: Collection[int]) -> Iterator[Block]:
    """Each comment as one block. They were hidden behind rules, so that nothing in them begins a block."""
    for is_comment, group in groupby(blocks, key=lambda block: block.kind == "rule" and block.first in commented):
        hidden = list(group)
        yield from [Block("comment", hidden[0].first, hidden[-1].end)] if is_comment else hidden


def _block(token: Token, inside: Token) -> Block:
    first, end = token.map or (0, 0)
    if token.type == "heading_open" and token.markup == "-" and line_label(inside.content, plain=False):
        return Block("paragraph", first, end - 1)  # a rule without an empty line above it
    if token.type == "heading_open" and inside.content:
        return Block("heading", first, end, int(token.tag[1]), " ".join(inside.content.split()))
    return Block(KINDS.get(token.type, "other"), first, end)


def follows_gap(block: Block, lines: Sequence[str]) -> bool:
    """Whether there is an empty line above it."""
    return block.first > 0 and not lines[block.first - 1].strip()
