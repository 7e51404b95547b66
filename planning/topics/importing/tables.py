"""A table with a column `title`, as spreadsheets write it. Pure."""

import re
from collections.abc import Mapping

from planning.backoffice.spreadsheets.dialects import FileRefused, columns_by, csv_rows, read_rows, separator_of
from planning.texts.cleaning import line, lines
from planning.topics.importing.bodies import entries
from planning.topics.importing.facts import SourceRejected, SourceTopic
from planning.topics.importing.issues import LARGEST_NUMBER, is_closed

HEADINGS = {"problem": "Problem", "motivation": "Motivation", "benefits": "Benefits"}
"""Columns with a part of the text, as our own export has them, and the heading they are given."""


def is_table(text: str) -> bool:
    """Whether its first line names a column `title`."""
    first = text.lstrip("\r\n").split("\n", 1)[0].strip()
    if not columns_by(first, separator_of(first)):
        return False
    names = next(csv_rows(first, separator_of(first)), (1, []))[1]
    return "title" in {name.strip().lower() for name in names}


def read_topics_of_table(text: str) -> list[SourceTopic]:
    try:
        header, *rows = read_rows(text.lstrip("\r\n"))
    except FileRefused as refused:
        raise SourceRejected(str(refused)) from None
    return [read_row(dict(zip(header, row, strict=True))) for row in rows]


def read_row(row: Mapping[str, str]) -> SourceTopic:
    wrong: list[str] = []
    emoji, title = line(row.get("emoji", "")), line(row["title"])
    labels = [row.get("track", ""), *re.split("[,;]", row.get("labels", ""))]
    has_labels = bool({"track", "labels"} & row.keys())
    read = SourceTopic(
        title=f"{emoji} {title}".strip() if title else "",
        body=body_of(row),
        number=number_in(row.get("number", "").strip().removeprefix("#"), wrong),
        url=line(row.get("url", "")),
        labels=tuple(filter(None, map(line, labels))) if has_labels else None,
        author=line(row.get("author", "") or row.get("github", "")).removeprefix("@"),
        is_closed=is_closed(line(row.get("state", "")), wrong),
    )
    return read.refuse(wrong[0]) if wrong else read


def number_in(cell: str, wrong: list[str]) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and len(cell) < 11 and 0 < int(cell) <= LARGEST_NUMBER):
        wrong.append(f"“{line(cell)[:40]}” is not the number of an issue.")
        return None
    return int(cell)


def body_of(row: Mapping[str, str]) -> str | None:
    """None if the table has no column for it."""
    if not {"body", *HEADINGS} & row.keys():
        return None
    parts = [lines(row.get("body", ""))]
    for column, heading in HEADINGS.items():
        text = row.get(column, "")
        said = "\n".join(f"- {entry}" for entry in entries(text)) if column == "benefits" else lines(text)
        parts += [f"# {heading}\n\n{said}"] if said.strip() else []
    return "\n\n".join(part for part in parts if part.strip())
