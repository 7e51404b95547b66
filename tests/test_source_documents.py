"""The fixtures against the documents they were entered from, wherever SOURCE_DOCUMENTS says those are.

The documents are not ours to publish, so the repository does not hold them.
"""

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
DOCUMENTS = {"000": "2023-05", "001": "2023-11", "002": "2021-11", "003": "2023-05", "004": "2024-05"}
"""The number each document's file name starts with, and the event it is about."""

PROSE = ["introduction", "conclusion", "problem", "motivation", "benefits", "achievements", "text", "note"]
PROSE += ["closing_note"]
COPIED = 8
"""So many words in a row, the same in both, are a copy."""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NAMED_MONTH = rf"\b({'|'.join(MONTHS)})[a-z]*"

pytestmark = pytest.mark.skipif(
    "SOURCE_DOCUMENTS" not in os.environ,
    reason="SOURCE_DOCUMENTS does not name the folder of the source documents",
)
each_document = pytest.mark.parametrize(("number", "event"), DOCUMENTS.items())


def document(number: str) -> str:
    [path] = Path(os.environ["SOURCE_DOCUMENTS"]).glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    # UTF-8 read as Windows-1254. Bytes that code page lacks were dropped: what is left of their emoji is ignored.
    return text.encode("cp1254").decode("utf-8", "ignore") if "ğŸ" in text else text


def records(event: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FIXTURES / f"{event}.yaml").read_text())
    return found


def titles(event: str) -> list[str]:
    return [record["fields"]["title"] for record in records(event) if record["model"] == "planning.topic"]


def words(text: str) -> list[str]:
    """Lower-case words, Markdown's marks and the targets of its links taken off."""
    plain = re.sub(r"\]\([^)]*\)", "]", text.replace("`", ""))
    return re.findall(r"\w+(?:[./'’-]\w+)*", plain.casefold())


def runs(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[start : start + COPIED]) for start in range(len(found) - COPIED + 1)}


def topic_lines(number: str) -> list[str]:
    """The lines that name a topic; each document marks them in its own way."""
    text = document(number)
    match number:
        case "000":  # short lines amid the prose, between two headings of other kind; one is a picture's caption
            _, _, topics = text.partition("\nTopics\n")
            lines = topics.partition("\nFast Tracks\n")[0].splitlines()
            return [line for line in lines if line and not line.endswith(".") and line != "Attendees working"]
        case "001":  # emoji first; nothing else in it begins with one
            return re.findall(r"^[^\x00-\xff].*", text, re.MULTILINE)
        case "002":  # bullets of some length; the others are fields of the shoot spec
            return re.findall(r"^ +• (\w+ .+)", text, re.MULTILINE)
        case "003":
            return re.findall(r"^## (.+)", text, re.MULTILINE)
        case _:  # 004
            return re.findall(r"^ +\d+\. (.+?):", text, re.MULTILINE)


def days(text: str) -> set[date]:
    numbered = re.findall(r"\b(\d\d)\.(\d\d)\.(20\d\d)\b", text)
    named = re.findall(rf"{NAMED_MONTH} (\d\d?),? (20\d\d)\b", text)
    return {date(int(year), int(month), int(day)) for day, month, year in numbered} | {
        date(int(year), MONTHS.index(month) + 1, int(day)) for month, day, year in named
    }


def months(text: str) -> set[str]:
    named = re.findall(rf"{NAMED_MONTH} (20\d\d)\b", text)
    return (
        {f"{year}-{month}" for month, year in re.findall(r"\b(\d\d)/(20\d\d)\b", text)}
        | {f"{year}-{month}" for year, month in re.findall(r"\b(20\d\d)/(\d\d)\b", text)}
        | {f"{year}-{MONTHS.index(month) + 1:02}" for month, year in named}
    )


def test_every_document_is_known() -> None:
    folder = Path(os.environ["SOURCE_DOCUMENTS"])

    assert sorted(path.name.partition("_")[0] for path in folder.glob("*.txt")) == sorted(DOCUMENTS)


@each_document
def test_every_url_of_a_document_is_entered(number: str, event: str) -> None:
    entered = {value for record in records(event) for value in record["fields"].values() if isinstance(value, str)}
    urls = {url.rstrip(".,;:") for url in re.findall(r"https?://[^\s()\[\]<>\"]+", document(number))}

    assert sorted(urls - entered) == []


@each_document
def test_every_reference_of_a_document_is_entered(number: str, event: str) -> None:
    entered = {record["fields"]["url"] for record in records(event) if record["model"] == "retros.link"}
    references = re.findall(r"\b([\w.-]+/[\w.-]+)#(\d+)\b", document(number))

    missing = [
        f"{repository}#{count}"
        for repository, count in references
        if f"https://github.com/{repository}/pull/{count}" not in entered
        and f"https://github.com/{repository}/issues/{count}" not in entered
    ]
    assert missing == []


@each_document
def test_every_topic_of_a_document_is_entered(number: str, event: str) -> None:
    entered = [set(words(title)) for title in titles(event)]

    missing = [line for line in topic_lines(number) if not any(title <= set(words(line)) for title in entered)]

    assert missing == []


@pytest.mark.parametrize(("number", "mark"), [("001", "Problem Statement:"), ("003", "**Problem Statement:**")])
def test_topic_whose_heading_is_lost_is_entered(number: str, mark: str) -> None:
    """A topic's section begins with its problem, whether or not there is a heading above it."""
    assert len(titles(DOCUMENTS[number])) == document(number).count(mark)


@pytest.mark.parametrize(("number", "topics"), [("000", 5), ("001", 9), ("002", 6), ("003", 10), ("004", 15)])
def test_topic_lines_are_read_from_the_documents(number: str, topics: int) -> None:
    """The test of topics would pass on a document it cannot read. 001 has lost the tenth heading."""
    assert len(topic_lines(number)) == topics


@each_document
def test_every_day_of_a_document_is_entered(number: str, event: str) -> None:
    values = [value for record in records(event) for value in record["fields"].values()]
    entered = {value.date() if isinstance(value, datetime) else value for value in values if isinstance(value, date)}

    assert sorted(days(document(number)) - entered) == []


@each_document
def test_every_month_of_a_document_is_that_of_its_event(number: str, event: str) -> None:
    assert sorted(months(document(number)) - {event}) == []


@pytest.mark.parametrize("event", sorted({*DOCUMENTS.values(), "2022-09"}))
def test_no_sentence_is_copied(event: str) -> None:
    written = {run for number in DOCUMENTS for run in runs(document(number))}

    copied = [
        run
        for record in records(event)
        for field in PROSE
        for run in sorted(runs(str(record["fields"].get(field, ""))) & written)
    ]
    assert copied == []
