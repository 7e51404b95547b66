"""Telling a whole document from one that was cut off on its way."""

import re

from retros.wrapups.document.facts import DocumentRejected
from retros.wrapups.document.labels import Field
from retros.wrapups.document.lists import open_fence
from retros.wrapups.document.structure import Structure, TopicPart, known_labels

FINISHED = re.compile(r"(?:[^\w\s,(\[{/–—-]|https?://\S*)\s*$")
KEY_VALUE = re.compile(r"---[ \t]*\n(?:[\w-]+:.*(?:\n|$)|\s+.*(?:\n|$))+$")
LONGEST_END = 500
CLOSING = {Field.ACHIEVEMENTS, Field.OUTCOME, Field.NEXT_STEPS, Field.LINKS}


def refuse_part(text: str) -> None:
    """Refuse a text that breaks off: within its front matter, a code block or a sentence.

    A file ends with a line break. One without is fine where its last line ends a sentence, a list or an address.
    """
    last = text.rstrip().count("\n") + 1
    if KEY_VALUE.match(text):
        raise DocumentRejected("The front matter has no end: the rest of the file is missing.", line=last)
    if fence := open_fence(text):
        raise DocumentRejected(f"The code block that begins here has no end ({fence[1]}).", line=fence[0] + 1)
    if not text.endswith("\n") and not FINISHED.search(text[-LONGEST_END:]):
        raise DocumentRejected(
            "The text breaks off in the middle of this line. Is a part of it missing? "
            "If it is whole, end it with a full stop or a line break.",
            line=last,
        )


def refuse_unfinished_topic(structure: Structure) -> None:
    """Refuse a document whose last topic has but a problem, while all others say what came of it."""
    reports = [(part, _fields(part, structure)) for part in structure.topics]
    if len(reports) < 3:
        return
    *others, (last, fields) = reports
    all_reported = all(Field.PROBLEM in each and each & CLOSING for _, each in others)
    if all_reported and Field.PROBLEM in fields and not fields & CLOSING:
        raise DocumentRejected(
            f"“{last.heading.text}” has a problem statement and nothing after it. Is the rest of the file missing?",
            line=last.heading.first + 1,
        )


def _fields(part: TopicPart, structure: Structure) -> set[Field]:
    labels = (label for block in part.blocks for label in known_labels(block, structure.lines, plain=structure.plain))
    return {label.field for label in labels if label.field}
