"""The words of a text as they are looked for, and where they are in it. Pure: both databases compare the same words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"[^\W_]+")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")
MARKS_OF_LINES = "*#>- "
"""What Markdown puts before a line."""
LONGEST = 60
"""Letters of a word that are compared."""
MOST = 2_000
"""Different words of one text."""
MOST_ASKED = 8
SHORTEST_BEGINNING = 2
"""Letters that a word may begin with. One alone has to be the whole word."""
AROUND = 90
"""Letters that are shown on each side of a word in a sentence that goes on and on."""


def folded_word(word: str) -> str:
    """Without accents, in lower case."""
    if not word.isascii():
        # Not all that letters are made of is one: ﹰ is a space and a mark, and PostgreSQL refuses empty words.
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if c.isalnum())
    folded = word.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if c.isalnum())
    return folded[:LONGEST]


def words_to_find(text: str) -> str:
    """Each word of a text once. `ManagedResource` is found by its parts, too."""
    found: dict[str, None] = {}
    for token in TOKEN.findall(text):
        parts = HUMP.split(token)
        for part in (token, *parts) if len(parts) > 1 else (token,):
            if word := folded_word(part):
                found[word] = None
        if len(found) >= MOST:
            break
    return " ".join(found)


def asked_words(asked: str) -> tuple[str, ...]:
    """What someone types is found word by word: `node-agent` as `node` and `agent`."""
    words = dict.fromkeys(word for token in TOKEN.findall(asked) if (word := folded_word(token)))
    return tuple(words)[:MOST_ASKED]


def matches(word: str, asked: Sequence[str]) -> bool:
    folded = folded_word(word)
    return any(folded == each or (len(each) >= SHORTEST_BEGINNING and folded.startswith(each)) for each in asked)


@dataclass(frozen=True)
class FoundPiece:
    text: str
    is_found: bool = False


def pieces_of(text: str, asked: Sequence[str]) -> tuple[FoundPiece, ...]:
    """The text in pieces, those found apart."""
    return tuple(cut(text, asked))


def cut(text: str, asked: Sequence[str]) -> Iterator[FoundPiece]:
    end = 0
    for token in TOKEN.finditer(text):
        start = token.start()
        for part in HUMP.split(token[0]) if not matches(token[0], asked) else (token[0],):
            if matches(part, asked):
                if start > end:
                    yield FoundPiece(text[end:start])
                yield FoundPiece(text[start : start + len(part)], is_found=True)
                end = start + len(part)
            start += len(part)
    if end < len(text):
        yield FoundPiece(text[end:])


def sentence_with(text: str, asked: Sequence[str]) -> str:
    """The sentence that holds most of the words, or the first."""
    sentences = [sentence for sentence in SENTENCE.split(text) if sentence.strip()] or [""]
    counts = [len({folded_word(piece.text) for piece in cut(each, asked) if piece.is_found}) for each in sentences]
    return around_match(sentences[counts.index(max(counts))].strip().lstrip(MARKS_OF_LINES), asked)


def around_match(sentence: str, asked: Sequence[str]) -> str:
    if len(sentence) <= 2 * AROUND:
        return sentence
    found = next((match.start() for match in TOKEN.finditer(sentence) if has_part(match[0], asked)), 0)
    start, end = max(found - AROUND, 0), found + AROUND
    return f"{'…' if start else ''}{sentence[start:end].strip()}{'…' if end < len(sentence) else ''}"


def has_part(token: str, asked: Sequence[str]) -> bool:
    return any(matches(part, asked) for part in (token, *HUMP.split(token)))
