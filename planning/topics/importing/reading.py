"""Reading a file of topics, whose form is recognized by what is in it. Pure."""

import re

from planning.backoffice.spreadsheets.dialects import FileRefused, decoded
from planning.topics.importing.facts import MOST, SourceRejected, SourceTopic
from planning.topics.importing.issues import AS_GH, read_issues
from planning.topics.importing.pads import read_pad
from planning.topics.importing.tables import is_table, read_topics_of_table

LARGEST = 20_000_000
"""Bytes. A thousand issues of 20,000 characters."""
LIKE_JSON = re.compile(r"\s*(?:\{|\[\s*(?:[{\[\"\]\d]|null|true|false|$))")


def read_topics(data: bytes) -> list[SourceTopic]:
    """Every topic of the file. Raises SourceRejected where there can be none."""
    if len(data) > LARGEST:
        raise SourceRejected(f"The file has more than {LARGEST:,} bytes. Split it.")
    try:
        text = decoded(data).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except FileRefused as refused:
        raise SourceRejected(str(refused)) from None
    if not text.strip():
        raise SourceRejected(f"The file is empty. {AS_GH}")
    topics = recognized(text)
    if len(topics) > MOST:
        raise SourceRejected(f"The file has {len(topics):,} topics, and at most {MOST:,} come in at once. Split it.")
    return topics


def recognized(text: str) -> list[SourceTopic]:
    if LIKE_JSON.match(text):
        return read_issues(text)
    if is_table(text):
        return read_topics_of_table(text)
    if found := read_pad(text):
        return found
    raise SourceRejected(
        "There are no topics in this: it is neither JSON, nor a Markdown list, nor a table with a column “title”. "
        f"{AS_GH}"
    )
