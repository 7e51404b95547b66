"""The words of a text, by which topics are compared: without markup, in one spelling and form."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from planning.topics.likeness.links import LINK
from planning.topics.likeness.vocabulary import ENGLISH, NAMES, OF_EVERY_TOPIC, SUBJECTS, in_one_spelling

ADDRESS = re.compile(r"\]\([^)]*\)|<[^>\s]*>")
"""Where a Markdown link leads: what is said of it stays."""
PLURAL_OF_CODE = re.compile(r"(?<=\w)`(?:s|es)\b")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
TWO_HUMPS = re.compile(r"\b[A-Za-z]*[a-z][A-Z][A-Za-z]*\b")
TOKEN = re.compile(r"[^\W_]+(?:[-._/][^\W_]+)*")
JOINTS = re.compile(r"[-._/]")
SHORTEST = 4
"""Letters that are left of a word at least."""
ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ed", "ments", "ment", "ers", "er", "ions", "ion", "ly")
PLURALS = (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
MOST_PARTS = 8


def comparable_words(text: str) -> dict[str, float]:
    """Each word, and how often it is there. A name of several parts, `ManagedResource`, counts as one word, and each
    part of it as a part of one.
    """
    counts: defaultdict[str, float] = defaultdict(float)
    for token in TOKEN.findall(in_one_spelling(split_and_folded(text))):
        for word, share in words_in(token):
            counts[word] += share
    return dict(counts)


def split_and_folded(text: str) -> str:
    """Lower case without accents, `camelCase` in parts, and nothing that is only there for the page."""
    text = PLURAL_OF_CODE.sub("", LINK.sub(" ", ADDRESS.sub(" ", text)))
    text = TWO_HUMPS.sub(lambda found: apart(found[0]), text)
    letters = unicodedata.normalize("NFKD", text).casefold()
    return letters if letters.isascii() else "".join(c for c in letters if not unicodedata.combining(c))


def apart(name: str) -> str:
    """`ManagedResource` in its parts. `PoC`, `IaaS` and `APIs` are one word."""
    humps = CAMEL.split(name)
    return "-".join(humps) if min(map(len, humps)) > 1 else name


def words_in(token: str) -> Iterator[tuple[str, float]]:
    parts = [stem(part) for part in JOINTS.split(token)[:MOST_PARTS]]
    if len(parts) == 1:
        if is_telling(parts[0]):
            yield parts[0], 2.0 if parts[0] in SUBJECTS else 1.0
        return
    if any(is_telling(part) for part in parts):
        yield "-".join(parts), 1.0
        share = 1 / len(parts)
        yield from ((part, share) for part in parts if is_telling(part))
        # `machine-controller-manager` is a part of `machine-controller-manager-provider-local`, too.
        yield from (("-".join(run), len(run) * share / 2) for size in (2, 3) for run in runs_of(parts, size))


def runs_of(parts: list[str], size: int) -> Iterator[list[str]]:
    """So many parts in a row, but not all of them."""
    return (parts[start : start + size] for start in range(len(parts) - size + 1) if size < len(parts))


def spellings(text: str) -> dict[str, str]:
    """Each word of a text, as someone would write it."""
    found: dict[str, str] = {}
    for token in TOKEN.findall(in_one_spelling(split_and_folded(text))):
        parts = JOINTS.split(token)[:MOST_PARTS]
        stems = [stem(part) for part in parts]
        for start in range(len(parts)):
            for end in range(start + 1, len(parts) + 1):
                found.setdefault("-".join(stems[start:end]), WRITTEN.get(stems[start], "-".join(parts[start:end])))
    return found


def is_telling(word: str) -> bool:
    return len(word) > 1 and word not in NOT_TELLING and not word.isdigit()


def stem(word: str) -> str:
    """The word without its ending: `vendoring` and `vendor` are the same."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    word = next((word.removesuffix(end) + left for end, left in PLURALS if word.endswith(end)), word)
    end = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), "")
    word = word.removesuffix(end)
    if end and len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > SHORTEST else word


NOT_TELLING = frozenset(ENGLISH | OF_EVERY_TOPIC | {stem(word) for word in ENGLISH | OF_EVERY_TOPIC})
WRITTEN = {stem(word): name for word, name in NAMES.items()}
