from datetime import date

import pytest

from retros.wrapups.document import Document, DocumentRejected, read_document
from tests.retros.wrapups.document.samples import (
    AS_BULLETS,
    AS_HEADINGS,
    COPIED_PAGE,
    DEEPER,
    HEADER,
    ON_LINES_OF_THEIR_OWN,
    ON_THE_LINE,
    TOPIC,
)


def test_read_takes_the_facts_from_the_header() -> None:
    document = read_document(HEADER + "\n" + ON_THE_LINE).document

    assert document == Document(
        slug="2026-12",
        name="Hack The Garden 12/2026",
        starts_on=date(2026, 11, 30),
        ends_on=date(2026, 12, 4),
        venue="The Hut, Hilltop",
        venue_url="https://example.org/hut",
        hosts=(("Bloom", "https://bloom.example.org/"), ("Root", ""), ("Stem", "")),
        topics_url="https://example.org/pad",
        review_url="https://example.org/review",
        introduction="![Everybody](everybody.jpg)",
        topics=(TOPIC,),
    )


@pytest.mark.parametrize(
    "text", [ON_THE_LINE, ON_LINES_OF_THEIR_OWN, AS_HEADINGS, AS_BULLETS, AS_HEADINGS.replace("\n", "\r\n")]
)
def test_read_does_not_mind_how_the_labels_are_written(text: str) -> None:
    reading = read_document(f"# Hack The Garden 12/2026 Wrap Up\n\n{text}")

    assert reading.document.topics == (TOPIC,)
    assert reading.warnings == ()
    assert reading.topic_lines == (3,)


def test_read_finds_topics_and_labels_on_deeper_levels() -> None:
    assert read_document(f"# Hack The Garden 12/2026\n\n{DEEPER}").document.topics == (TOPIC,)


def test_read_understands_a_page_that_was_copied_as_plain_text() -> None:
    reading = read_document(f"Skip to content\n\nHack The Garden 12/2026 Wrap Up\n\n{COPIED_PAGE}")

    assert (reading.document.slug, reading.document.topics) == ("2026-12", (TOPIC,))
    assert [(warning.line, warning.text) for warning in reading.warnings] == [(1, "Left out: Skip to content")]


def test_read_keeps_the_lines_of_topics_whose_heading_was_lost() -> None:
    text = f"Hack The Garden 12/2026 Wrap Up\n\n{COPIED_PAGE}\n\nProblem Statement: Lost.\n"

    reading = read_document(text)

    assert [topic.title for topic in reading.document.topics] == ["Grow `seeds` Faster", "Untitled topic"]
    assert [(each.line, each.text) for each in reading.warnings] == [(19, "The heading of this topic is missing.")]


PROSE = """\
A Week in the Hut – Hackathon May 2026

Ada Lovelace Fri Jun 05 2026

We met at the Old Mill in Hilltop from 4 to 8 May 2026, hosted by Bloom.

Everybody

Topics

People brought many ideas along, and voted.

Growing Without Water

Some plants live in the desert. We looked at how they do it.

It is a matter of patience.

Roots of Roots

Below each root there is another one, and we found two of them.

Conclusion

It was a good week.
"""


def test_read_finds_the_topics_in_prose() -> None:
    document = read_document(PROSE).document

    assert [(topic.title, topic.notes) for topic in document.topics] == [
        (
            "Growing Without Water",
            "Some plants live in the desert. We looked at how they do it.\n\nIt is a matter of patience.",
        ),
        ("Roots of Roots", "Below each root there is another one, and we found two of them."),
    ]
    assert document.name == "A Week in the Hut – Hackathon May 2026"
    assert (document.slug, document.venue, document.hosts) == ("2026-05", "Old Mill, Hilltop", (("Bloom", ""),))
    assert (document.starts_on, document.ends_on) == (date(2026, 5, 4), date(2026, 5, 8))
    assert document.introduction.split("\n\n")[0] == "Ada Lovelace Fri Jun 05 2026"
    assert document.introduction.endswith("### Topics\n\nPeople brought many ideas along, and voted.")
    assert document.conclusion == "It was a good week."


def test_read_takes_the_items_of_a_numbered_list_as_topics() -> None:
    text = """\
The Fifth Hackathon

Hackathon 2026/05 Team

Key Achievements

  1. 🌱 Seeds That Wait: They wait for rain.
  2. 🌵 Spikes: They keep the goats away.
  3. Roots: Deeper
     and deeper.

We look ahead.
"""

    document = read_document(text).document

    assert [(topic.emoji, topic.title, topic.achievements) for topic in document.topics] == [
        ("🌱", "Seeds That Wait", "They wait for rain."),
        ("🌵", "Spikes", "They keep the goats away."),
        ("", "Roots", "Deeper\n     and deeper."),
    ]
    assert document.slug == "2026-05"
    assert document.conclusion == "We look ahead."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "It's empty"),
        (" \n\n", 1, "It's empty"),
        ("# Cooking\n\n## Soup\n\nWith salt.\n", 1, "no hackathon topics"),
        (
            "# Release Notes\n\n## Features\n\n" + "Much. " * 200 + "Made at a hackathon.\n",
            1,
            "no hackathon topics",
        ),
        ("# Hackathon 02/2026\n\n- **Date:** 31.02.2026\n\n## A\n\nx.\n", 3, "31.02.2026 is not a date"),
        ("# Hackathon 02/2026\n\n**Date:** 4.2.2026 - 3.2.2026\n\n## A\n\nx.\n", 3, "ends before it begins"),
    ],
)
def test_read_refuses_what_is_no_wrap_up(text: str, line: int, message: str) -> None:
    with pytest.raises(DocumentRejected, match=message) as refused:
        read_document(text)

    assert refused.value.line == line


GROUPED = """\
# Hack The Garden 12/2026 Wrap Up

## 🌱 Seeds

### Problem Statement

They wait.

## Fast Tracks

They were fast.

### ⚡ Rain

**Achievements:** It rains.

### 🌵 Spikes

**Next Steps:** Sharpen them.
"""


def test_read_finds_topics_on_two_levels() -> None:
    document = read_document(GROUPED).document

    assert [(topic.title, topic.achievements, topic.next_steps) for topic in document.topics] == [
        ("Seeds", "", ()),
        ("Rain", "It rains.", ()),
        ("Spikes", "", ("Sharpen them.",)),
    ]
    assert document.conclusion == "### Fast Tracks\n\nThey were fast."


def test_read_finds_the_topics_below_their_groups() -> None:
    text = "# Hackathon 12/2026\n\n## Main Topics\n\n### 🌱 A\n\nx.\n\n### B\n\ny.\n\n## Side Topics\n\n### C\n\nz.\n"

    assert [topic.title for topic in read_document(text).document.topics] == ["A", "B", "C"]


def test_read_accepts_a_wrap_up_that_has_no_topics_yet() -> None:
    reading = read_document(HEADER)

    assert reading.document.topics == ()
    assert [warning.text for warning in reading.warnings] == ["It has no topics."]
