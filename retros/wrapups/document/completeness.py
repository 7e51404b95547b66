"""Whether a document is complete, or was cut off along the way."""

import re

from retros.wrapups.document.facts import DocumentRejected
from retros.wrapups.document.labels import Field
from retros.wrapups.document.lists import COMMENT_END, left_open
from retros.wrapups.document.structure import Structure, TopicPart

FINISHED = re.compile(r"(?:[^\w\s,(\[{/:#*`–—-]|[\w)]\*{1,2}|\w`|https?://\S*)\s*$")
LONE_MARK = re.compile(r"\s*(?:[-*+>]|#{1,6}[^\w]*|\*\*[^*]*(?::\*\*|\*\*:))\s*$")
KEY_VALUE = re.compile(r"---[ \t]*\n(?:[\w-]+:.*(?:\n|$)|\s+.*(?:\n|$))+$")
LONGEST_END = 500
CLOSING = {Field.ACHIEVEMENTS, Field.OUTCOME, Field.NEXT_STEPS, Field.LINKS}


def refuse_part(text: str, body: str) -> None:
    """Refuse a text that breaks off: within its front matter, a code block or a sentence.

    A file ends with a line break. One without is fine if its last line ends a sentence, a list or an address.
    """
    last = text.rstrip().count("\n") + 1
    if KEY_VALUE.match(text):
        raise DocumentRejected("The front matter has no end: the rest of the file is missing.", line=last)
    if (block := left_open(body)) and block[1] != COMMENT_END:
        raise DocumentRejected(f"The code block that begins here has no end ({block[1]}).", line=block[0] + 1)
    if not text.endswith("\n") and not _is_finished(text[-LONGEST_END:].rsplit("\n", maxsplit=1)[-1]):
        raise DocumentRejected(
            "The text breaks off in the middle of this line. Is something missing? "
            "If it's complete, end it with a full stop or a line break.",
            line=last,
        )


def _is_finished(line: str) -> bool:
    marks = line.count("`") % 2 or line.count("**") % 2
    return FINISHED.search(line) is not None and not marks and not LONE_MARK.match(line)


def refuse_unfinished_topic(structure: Structure) -> None:
    """Refuse a document whose last topic has only a problem, while all others say what came of theirs."""
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


def missing_at_the_end(structure: Structure) -> tuple[TopicPart, str] | None:
    """The last topic, and a section that it lacks and all others have: perhaps the rest of the document is missing."""
    if len(structure.topics) < 3:
        return None
    *others, last = [_fields(part, structure) for part in structure.topics]
    lacking = sorted(set.intersection(*others) - last)
    return (structure.topics[-1], lacking[0].replace("_", " ")) if lacking else None


def _fields(part: TopicPart, structure: Structure) -> set[Field]:
    labels = (label for block in part.blocks for label in structure.labels[block])
    return {label.field for label in labels if label.field}
