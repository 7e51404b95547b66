"""The outline of a document: its blocks, by the lines they stand on."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Inline markup is left as written, and so are definitions of link addresses: only where blocks begin is asked.
OUTLINE = MarkdownIt("commonmark").disable(["inline", "text_join", "reference"])
HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)|^ {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
RULE = re.compile(r"<hr\b[^>]*>\s*$")
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


def outline(text: str) -> list[Block]:
    """The blocks on the first level, in order. Empty where there is no heading: then it is no Markdown."""
    if HEADING.search(text) is None:
        return []
    tokens = OUTLINE.parse(text)
    blocks = [_block(token, tokens[at + 1]) for at, token in enumerate(tokens) if token.level == 0 and token.map]
    return blocks if any(block.kind == "heading" for block in blocks) else []


def _block(token: Token, following: Token) -> Block:
    first, end = token.map or (0, 0)
    if token.type == "heading_open":
        return Block("heading", first, end, int(token.tag[1]), following.content)
    if token.type == "html_block":
        content = token.content.strip()
        kind = "comment" if content.startswith("<!--") else "rule" if RULE.match(content) else "other"
        return Block(kind, first, end)
    return Block(KINDS.get(token.type, "other"), first, end)
