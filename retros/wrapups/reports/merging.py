"""Two versions of a report that began from the same one, merged. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, TypeVar

from retros.wrapups.document.facts import DocumentLink
from retros.wrapups.reports.pasting import write_line

T = TypeVar("T")
Tokens = list[str]

WORD = re.compile(r"\s*\S+|\s+")
CONTINUES = re.compile(r"\s|[-*+|>]|\d+[.)]")
"""How lines begin that need no empty line above them: bullets, table rows, quotes, anything indented."""


@dataclass(frozen=True)
class Version:
    """What a report said at one time."""

    outcome: str = ""
    outcome_note: str = ""
    achievements: str = ""
    notes: str = ""
    links: tuple[DocumentLink, ...] = ()


class By(StrEnum):
    NOBODY = "nobody"
    BOTH = "both"
    ME = "me"
    THEM = "them"


@dataclass(frozen=True)
class MergedPiece:
    """A stretch of merged text, and whose change it is.

    What was `removed` isn't part of the merged text. A `clash` is where both wrote something different: it has both.
    """

    text: str
    by: By = By.NOBODY
    removed: bool = False
    clash: bool = False


Pieces = tuple[MergedPiece, ...]


@dataclass(frozen=True)
class Merge:
    """`pieces` are those of each field where the two versions differ, links line by line."""

    mine: Version
    theirs: Version
    merged: Version
    pieces: dict[str, Pieces]


def merge_versions(base: Version, mine: Version, theirs: Version) -> Merge:
    names = ("outcome_note", "achievements", "notes")
    texts = {name: merge_texts(*(getattr(version, name) for version in (base, mine, theirs))) for name in names}
    links = merge_links(base.links, mine.links, theirs.links)
    merged = Version(
        outcome=_pick(base.outcome, mine.outcome, theirs.outcome) or "",
        links=links,
        **{name: text_of_pieces(pieces) for name, pieces in texts.items()},
    )
    pieces = texts | {"links": tuple(_pieces_of_links(base, mine, theirs, links))}
    return Merge(mine, theirs, merged, {name: pieces[name] for name in pieces if _differ(mine, theirs, name)})


def _differ(mine: Version, theirs: Version, name: str) -> bool:
    return bool(getattr(mine, name) != getattr(theirs, name))


def _pick(base: T | None, mine: T | None, theirs: T | None) -> T | None:
    """The side that changed it wins; mine if both did. A change beats a removal."""
    if mine == base or (not mine and theirs != base):
        return theirs
    return mine


# --- Links: a set by address ---


def merge_links(
    base: Sequence[DocumentLink], mine: tuple[DocumentLink, ...], theirs: tuple[DocumentLink, ...]
) -> tuple[DocumentLink, ...]:
    """What either added is in, what either removed is out, in my order with theirs after it."""
    if mine == theirs or mine == tuple(base):
        return theirs
    before, own, others = ({link.url: link for link in links} for links in (base, mine, theirs))
    picked = (_pick(before.get(url), own.get(url), others.get(url)) for url in own | others)
    merged = tuple(link for link in picked if link)
    return mine if set(merged) == set(mine) else merged


def _pieces_of_links(
    base: Version, mine: Version, theirs: Version, merged: Sequence[DocumentLink]
) -> Iterator[MergedPiece]:
    for link in merged:
        by = By.NOBODY if link in mine.links and link in theirs.links else By.ME if link in mine.links else By.THEM
        yield MergedPiece(f"{write_line(link)}\n", by)
    kept = {link.url for link in merged}
    for link in base.links:
        if link.url not in kept:
            yield MergedPiece(f"{write_line(link)}\n", By.THEM if link in mine.links else By.ME, removed=True)


# --- Texts: by lines, and within lines by words ---


class TextEdit(NamedTuple):
    """`start` to `end` of the version both began from, and what one of them put there."""

    start: int
    end: int
    tokens: Tokens


class _Clash(Exception):
    """Both changed the same words."""


def text_of_pieces(pieces: Iterable[MergedPiece]) -> str:
    return "".join(piece.text for piece in pieces if not piece.removed).removesuffix("\n")


def merge_texts(base: str, mine: str, theirs: str) -> Pieces:
    """Apply the changes of both. Where both changed the same thing, both pieces are kept: theirs, then mine.

    The text of the pieces is `text_of`. Nothing that either added is missing from it.
    """
    return tuple(_merge(_lines(base), _lines(mine), _lines(theirs), _resolve_lines))


Resolve = Callable[[Tokens, Tokens, Tokens], Iterable[MergedPiece]]


def _merge(base: Tokens, mine: Tokens, theirs: Tokens, resolve: Resolve) -> Iterator[MergedPiece]:
    at = 0
    for own, others in _clusters(_edits(base, mine), _edits(base, theirs)):
        start, end = min(edit.start for edit in own + others), max(edit.end for edit in own + others)
        yield from _piece(base[at:start])
        at = end
        if not others:
            yield from _changed(base[start:end], own[0].tokens, By.ME)
        elif not own:
            yield from _changed(base[start:end], others[0].tokens, By.THEM)
        else:
            yield from resolve(base[start:end], _apply(base, own, start, end), _apply(base, others, start, end))
    yield from _piece(base[at:])


def _clusters(mine: list[TextEdit], theirs: list[TextEdit]) -> Iterator[tuple[list[TextEdit], list[TextEdit]]]:
    """Edits of both, in order: those that touch the same place together, any other alone."""
    edits = sorted([(edit, 0) for edit in mine] + [(edit, 1) for edit in theirs], key=lambda one: (*one[0][:2], one[1]))
    cluster: tuple[list[TextEdit], list[TextEdit]] = ([], [])
    for edit, side in edits:
        if any(cluster) and not any(_meet(other, edit) for other in cluster[0] + cluster[1]):
            yield cluster
            cluster = ([], [])
        cluster[side].append(edit)
    if any(cluster):
        yield cluster


def _meet(one: TextEdit, other: TextEdit) -> bool:
    """Whether they change the same place, or are side by side and add the same. `one` does not begin later."""
    if other.start < one.end or one[:2] == other[:2]:
        return True
    return other.start == one.end and not {token for token in one.tokens if token.strip()}.isdisjoint(other.tokens)


def _edits(base: Tokens, changed: Tokens) -> list[TextEdit]:
    """What turns one into the other. The ends they share are cut off first, which is exact and fast."""
    head = _shared(base, changed)
    tail = _shared(base[head:][::-1], changed[head:][::-1])
    before, after = base[head : len(base) - tail], changed[head : len(changed) - tail]
    return [
        TextEdit(head + start, head + end, after[first:last])
        for tag, start, end, first, last in SequenceMatcher(_is_blank, before, after).get_opcodes()
        if tag != "equal"
    ]


def _shared(one: Tokens, other: Tokens) -> int:
    """How many tokens both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _apply(base: Tokens, edits: list[TextEdit], start: int, end: int) -> Tokens:
    """One side's version of a stretch."""
    tokens: list[str] = []
    for edit in edits:
        tokens += [*base[start : edit.start], *edit.tokens]
        start = edit.end
    return [*tokens, *base[start:end]]


def _resolve_lines(base: Tokens, mine: Tokens, theirs: Tokens) -> Iterable[MergedPiece]:
    if mine == theirs:
        return _piece(mine, By.BOTH)
    if shared := _shared(mine, theirs):
        return (*_piece(mine[:shared], By.BOTH), *_merge(base, mine[shared:], theirs[shared:], _resolve_lines))
    try:
        return _merge_words(base, mine, theirs)
    except _Clash:
        return _beside(mine, theirs)


def _merge_words(base: Tokens, mine: Tokens, theirs: Tokens) -> Pieces:
    """Merge lines where all three have words. Lines stay lines, and no two words become one."""
    if any(_is_blank("".join(lines)) for lines in (base, mine, theirs)):
        raise _Clash
    pieces = tuple(_merge(_split_words(base), _split_words(mine), _split_words(theirs), _resolve_words))
    kept = [piece.text for piece in pieces if not piece.removed]
    if any(not (one[-1].isspace() or other[0].isspace()) for one, other in pairwise(kept)):
        raise _Clash
    return pieces


def _resolve_words(base: Tokens, mine: Tokens, theirs: Tokens) -> Iterable[MergedPiece]:
    """Words that both added in one place are all kept. Words that both changed no longer make a sentence."""
    if mine == theirs:
        return _piece(mine, By.BOTH)
    if base:
        raise _Clash
    both = (*_piece(theirs, By.THEM, clash=True), *_piece(mine, By.ME, clash=True))
    return sorted(both, key=lambda piece: "\n" in piece.text)  # what continues the line before a line of its own


def _beside(mine: Tokens, theirs: Tokens) -> Iterator[MergedPiece]:
    """Both, with shared lines only once."""
    one, other = sorted((mine, theirs))  # whichever side saves first, the same lines are found to be shared
    by_one, by_other = (By.ME, By.THEM) if one is mine else (By.THEM, By.ME)
    for tag, start, end, first, last in SequenceMatcher(_is_blank, one, other).get_opcodes():
        if tag == "equal":
            yield from _piece(one[start:end], By.BOTH)
            continue
        pair = {by_one: one[start:end], by_other: other[first:last]}
        yield from _piece(pair[By.THEM], By.THEM, clash=True)
        if pair[By.THEM] and pair[By.ME] and _needs_gap(pair[By.THEM][-1], pair[By.ME][0]):
            yield MergedPiece("\n", By.ME, clash=True)
        yield from _piece(pair[By.ME], By.ME, clash=True)


def _needs_gap(above: str, below: str) -> bool:
    """Two paragraphs without an empty line between them would become one."""
    return bool(above.strip() and below.strip()) and not CONTINUES.match(below)


def _changed(base: Tokens, changed: Tokens, by: By) -> Iterator[MergedPiece]:
    """What one side made of a stretch, word by word."""
    before, after = _split_words(base), _split_words(changed)
    at = 0
    for edit in _edits(before, after):
        yield from _piece(before[at : edit.start])
        yield from _piece(before[edit.start : edit.end], by, removed=True)
        yield from _piece(edit.tokens, by)
        at = edit.end
    yield from _piece(before[at:])


def _piece(tokens: Tokens, by: By = By.NOBODY, *, removed: bool = False, clash: bool = False) -> Iterator[MergedPiece]:
    if tokens:
        yield MergedPiece("".join(tokens), by, removed, clash)


def _lines(text: str) -> list[str]:
    """With their ends, the last one too: `text_of` removes it again."""
    return [f"{line}\n" for line in text.split("\n")] if text else []


def _split_words(lines: Tokens) -> list[str]:
    """Each with the space before it."""
    return WORD.findall("".join(lines))


def _is_blank(token: str) -> bool:
    return not token.strip()
