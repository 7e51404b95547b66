from datetime import date
from typing import Any

import pytest

from retros.wrapups.document import Document, DocumentLink, DocumentTopic, LinkKind, read_document, write_document

DOCUMENT = Document(
    slug="2026-12",
    name="Hack The Garden 12/2026",
    starts_on=date(2026, 11, 30),
    ends_on=date(2026, 12, 4),
    venue="The Hut",
    venue_url="https://example.org/hut",
    hosts=(("SAP", ""), ("STACKIT", "https://www.stackit.de/")),
    topics_url="https://example.org/topics",
    review_url="https://example.org/review",
    introduction="We met.",
    conclusion="We left.",
    front_matter="local: true",
    topics=(
        DocumentTopic(
            emoji="🌱",
            title="Grow `seeds`",
            notes="### Learned\n\nPatience.",
            problem_statement="They do not grow.",
            motivation="People are hungry.\n\n* 💰 cheaper",
            outcome="partly",
            achievements="They grow a little.",
            next_steps=("Water them.", "Wait.\nPatiently."),
            links=(
                DocumentLink(LinkKind.TRACKING, "https://github.com/garden/seeds/issues/1", "garden/seeds#1"),
                DocumentLink(LinkKind.PULL_REQUEST, "https://github.com/garden/seeds/pull/2", "Sow – garden/seeds#2"),
                DocumentLink(LinkKind.OTHER, "https://example.org/2", "Two"),
                DocumentLink(LinkKind.OTHER, "https://example.org/3"),
            ),
        ),
        DocumentTopic(title="Bare"),
    ),
)
WRITTEN = """\
---
title: "December 2026"
weight: -202612
prev: false
next: false
local: true
---

# Hack The Garden 12/2026 Wrap Up

- 🗓️ **Date:** 30.11.2026 – 04.12.2026
- 📍 **Location:** [The Hut](https://example.org/hut)
- 👤 **Organizer:** SAP, [STACKIT](https://www.stackit.de/)
- 📘 **Topics:** https://example.org/topics
- 🎤 **Review Meeting Summary:** https://example.org/review

We met.

## 🌱 Grow `seeds`

> **Tracking:** [garden/seeds#1](https://github.com/garden/seeds/issues/1)

### Learned

Patience.

### Problem Statement

They do not grow.

### Motivation & Benefits

People are hungry.

* 💰 cheaper

### Outcome

partly

### Achievements

They grow a little.

### Next Steps

* Water them.
* Wait.
  Patiently.

### Code & Pull Requests

* [Sow – garden/seeds#2](https://github.com/garden/seeds/pull/2)
* [Two](https://example.org/2)
* https://example.org/3

## Bare

## Conclusion

We left.
"""


def test_write_is_a_wrap_up_in_the_communitys_format() -> None:
    assert write_document(DOCUMENT) == WRITTEN


def test_write_reads_back_as_the_same_document() -> None:
    assert read_document(WRITTEN).document == DOCUMENT


def test_write_leaves_out_what_is_not_known() -> None:
    assert write_document(Document(slug="2022-09", name="Hack The Garden 09/2022")) == (
        '---\ntitle: "September 2022"\nweight: -202209\nprev: false\nnext: false\n---\n\n'
        "# Hack The Garden 09/2022 Wrap Up\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Not a topic",
        "# Title\n\n### Achievements\n\nmore",
        "**Next Steps:** of mine",
        "above\n**Issue:** #7",
        "> **Tracking:** that",
        "Heading\n---",
        "Heading\n===",
        "\\## escaped already",
        "#### Our own heading",
        "```\n## code\n**Issue:** code\n```",
        "<!-- a comment -->",
        "<hr />\nbelow a rule",
        "**Slides:** https://example.org/slides",
    ],
)
@pytest.mark.parametrize("field", ["problem_statement", "achievements", "outcome", "notes"])
def test_write_lets_no_text_become_a_part_of_the_document(field: str, text: str) -> None:
    if text.startswith("<hr"):
        text = f"above\n\n{text}"
    texts: dict[str, Any] = {field: text}
    topics = (DocumentTopic(title="One", **texts), DocumentTopic(title="Two", next_steps=("Go on.",)))
    document = Document(slug="2026-12", name="Hack The Garden 12/2026", topics=topics)

    assert read_document(write_document(document)).document == document


@pytest.mark.parametrize("text", ["```\nnever closed", "<!-- never closed", "~~~sh\nnever closed"])
def test_write_ends_what_would_swallow_the_rest(text: str) -> None:
    topics = (DocumentTopic(title="One", achievements=text), DocumentTopic(title="Two", next_steps=("Go on.",)))

    again = read_document(
        write_document(Document(slug="2026-12", name="Hack The Garden 12/2026", topics=topics))
    ).document

    assert again.topics[0].achievements.startswith(text)
    assert again.topics[1] == topics[1]


@pytest.mark.parametrize("title", ["Summary", "Topics", "Next Steps", "Code", "Conclusion"])
def test_write_tells_a_topic_from_a_part_that_has_its_name(title: str) -> None:
    topics = (DocumentTopic(title="One", achievements="x."), DocumentTopic(title=title, notes="About it."))
    document = Document(slug="2026-12", name="Hack The Garden 12/2026", topics=topics)

    assert read_document(write_document(document)).document == document
