"""Files of topics, whose form is recognized by what is in it."""

import json
from typing import Any

import pytest

from planning.topics.importing.facts import SourceRejected, SourceTopic
from planning.topics.importing.reading import read_topics

URL = "https://github.com/garden/hackathon/issues/12"
ISSUE = {
    "author": {"id": "U_1", "is_bot": False, "login": "ada", "name": "Ada"},
    "body": "It hurts.",
    "labels": [{"id": "L_1", "name": "networking", "description": "", "color": "fff"}],
    "number": 12,
    "state": "OPEN",
    "title": "🌱 Grow seeds",
    "url": URL,
}


def read(*issues: Any) -> list[SourceTopic]:
    return read_topics(json.dumps(issues).encode())


def rejection(data: bytes) -> str:
    with pytest.raises(SourceRejected) as rejected:
        read_topics(data)
    return str(rejected.value)


def test_issue_is_read_as_gh_writes_it() -> None:
    assert read(ISSUE) == [SourceTopic("🌱 Grow seeds", "It hurts.", 12, URL, ("networking",), "ada")]


def test_no_issues_are_no_topics() -> None:
    assert read_topics(b"[]\n") == []


def test_single_issue_and_unknown_fields_are_read_too() -> None:
    assert len(read_topics(json.dumps({**ISSUE, "milestone": {"title": "x"}}).encode())) == 1


def test_what_is_left_out_is_not_empty() -> None:
    assert read({"title": "A"}) == [SourceTopic("A")]
    assert read({"title": "A", "body": None}) == [SourceTopic("A", "")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": 4}, "Its title is a number, where a text should be."),
        ({"body": ["x"]}, "Its body is a list, where a text should be."),
        ({"number": "12"}, "Its number is a text, where a whole number should be."),
        ({"number": True}, "Its number is true or false, where a whole number should be."),
        ({"number": 0}, "No issue has such a number."),
        ({"labels": "x"}, "Its labels are not a list of labels."),
        ({"author": {"login": 3}}, "Its author is not a person with a login."),
        ({"state": "LOST"}, "“LOST” is no state of an issue: it is OPEN or CLOSED."),
    ],
)
def test_issue_of_the_wrong_shape_is_refused_by_itself(wrong: dict[str, Any], why: str) -> None:
    refused, fine = read(ISSUE | wrong, ISSUE)

    assert (refused.refused, fine.refused) == (why, "")


def test_what_is_no_issue_is_refused_by_itself() -> None:
    assert [each.refused for each in read(3, None)] == [
        "This is not an issue, but a number.",
        "This is not an issue, but null.",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The file is empty."),
        (b'[{"title": "A"', "The JSON ends in the middle (line 1, column 15)."),
        (b'[{"title": "A', "The JSON ends in the middle (line 1, column 12)."),
        (b"{title}", "This begins like JSON, but is none: line 1, column 2:"),
        (b"[]\n[]", "This is more than one piece of JSON: line 2 begins another."),
        (b'{"issues": []}', "This JSON is not a list of issues."),
        (b"[" * 100_000, "This JSON is too deep or too long to be issues."),
        (b"[" + b"9" * 5000 + b"]", "This JSON is too deep or too long to be issues."),
        (b"Hello.", "There are no topics in this:"),
        (b"\xff\xfe\x00\xd8", "Line 1 is not in UTF-16."),
        (b"title\n\xe4", "Line 2 is not in UTF-8."),
        (b'title;body\n"A', "Line 2: a cell cannot be read"),
        (b"- a\n" * 1001, "The file has 1,001 topics, and at most 1,000 come in at once."),
    ],
)
def test_file_without_topics_is_rejected_with_what_is_wrong(data: bytes, why: str) -> None:
    assert rejection(data).startswith(why)


def test_entries_of_a_list_are_topics_with_what_is_indented_below() -> None:
    pad = f"""\
# Topics

- 🌱 Grow seeds (@ada)
  They are small.
  - water
- [Cut shoots]({URL})
- **Dig**: a hole
- Move house – {URL.replace("12", "7")}

## Fast track

1. #5 Small one
"""

    assert read_topics(pad.encode()) == [
        SourceTopic("🌱 Grow seeds", "They are small.\n- water", author="ada"),
        SourceTopic("Cut shoots", None, 12, URL),
        SourceTopic("Dig", "a hole"),
        SourceTopic("Move house", None, 7, URL.replace("12", "7")),
        SourceTopic("Small one", None, 5, labels=("fast-track",)),
    ]


def test_without_a_list_headings_are_topics() -> None:
    pad = "# Pad\n\n## 🌱 A\n\nText.\n\n```\n## no heading\n```\n\n## B\n"

    assert read_topics(pad.encode()) == [
        SourceTopic("🌱 A", "Text.\n\n```\n## no heading\n```"),
        SourceTopic("B"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_table_is_read_as_spreadsheets_write_it(encoding: str, separator: str) -> None:
    rows = [
        ["Number", "Title", "Problem", "Benefits", "Track"],
        ["12", "🌱 Grow", '"It\nhurts."', "less", "fast-track"],
    ]
    table = "\r\n".join(separator.join(row) for row in rows)

    assert read_topics(table.encode(encoding)) == [
        SourceTopic("🌱 Grow", "# Problem\n\nIt\nhurts.\n\n# Benefits\n\n- less", 12, labels=("fast-track",))
    ]


def test_row_of_a_table_with_a_wrong_number_is_refused_by_itself() -> None:
    refused, fine = read_topics(b"number,title\ntwelve,A\n#12,B\n")

    assert (refused.refused, fine.number) == ("“twelve” is not the number of an issue.", 12)


def test_address_of_a_mail_is_no_author() -> None:
    (topic,) = read_topics(b"- Ask ada@example\n")

    assert (topic.title, topic.author) == ("Ask ada@example", "")


def test_bot_is_no_author() -> None:
    (topic,) = read_topics(b'[{"title": "Grow", "author": {"is_bot": true, "login": "app/forms"}}]')

    assert topic.author == ""
