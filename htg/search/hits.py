from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property

from htg.search.kinds import KINDS, Row, SearchKind
from planning.finding.indexing import NEWEST
from planning.finding.words import FoundPiece, asked_words, pieces_of, sentence_with
from planning.markdown import plain

FEW = 5
"""Of each kind, where all are shown."""


@dataclass(frozen=True)
class Hit:
    url: str
    heading: tuple[FoundPiece, ...]
    about: str
    sentence: tuple[FoundPiece, ...]


@dataclass(frozen=True)
class HitGroup:
    """One kind of what was found. `hits` are the first ones, or those of a page."""

    kind: SearchKind
    number: int
    rows: tuple[Row, ...]
    words: tuple[str, ...]

    @property
    def is_cut_off(self) -> bool:
        """Whether there may be more, older ones."""
        return self.number >= NEWEST

    @cached_property
    def hits(self) -> list[Hit]:
        return [hit(self.kind, row, self.words) for row in self.rows]


def hit(kind: SearchKind, row: Row, words: tuple[str, ...]) -> Hit:
    text = "\n".join(row[name] for name in kind.texts if row[name])
    sentence = plain(sentence_with(text, words)) if text else ""
    return Hit(
        url=kind.url(row),
        heading=pieces_of(plain(kind.heading(row)), words) if kind.heading(row) else (),
        about=plain(kind.about(row)),
        sentence=pieces_of(sentence, words),
    )


def search(asked: str, *, only: str = "", skipped: int = 0, most: int = FEW) -> list[HitGroup]:
    """Two queries for each kind. Of all kinds the first few, or of one those of a page."""
    words = asked_words(asked)
    return list(hit_groups(words, only, skipped, most)) if words else []


def hit_groups(words: tuple[str, ...], only: str, skipped: int, most: int) -> Iterable[HitGroup]:
    for kind in KINDS:
        keys = kind.keys(words)
        is_shown = keys and only in {"", kind.name}
        rows = tuple(kind.rows(keys, words)[skipped : skipped + most]) if is_shown else ()
        if keys or kind.name == only:
            yield HitGroup(kind, len(keys), rows, words)
