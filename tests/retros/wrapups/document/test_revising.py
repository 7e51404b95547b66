"""Only what changed is written anew. The rest is as it was published, to the byte."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import unified_diff
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retros.wrapups.document import (
    DocumentLink,
    DocumentTopic,
    LinkKind,
    read_document,
    revise_document,
    write_document,
)
from retros.wrapups.document.facts import TODAY
from tests.retros.wrapups.document.promises import LINES, TEXTS, reading_of
from tests.retros.wrapups.document.samples import AS_BULLETS, AS_HEADINGS, HEADER, ON_LINES_OF_THEIR_OWN, ON_THE_LINE

PUBLISHED = f"""\
{HEADER}
{AS_HEADINGS}
## ✂️ Cut Shoots

### Achievements

- They are *short*   now.

### Next Steps

1) Sharpen the knife
2) Cut again


---

![The valley](valley.jpg)
"""
NEW = DocumentTopic(title="New", emoji="🌻", achievements="It blooms.")
PULL = DocumentLink(LinkKind.PULL_REQUEST, "https://github.com/garden/seeds/pull/9", "Sow – garden/seeds#9")


def revised(text: str, places: Sequence[int | None] | None = None, **changes: Any) -> str:
    document = read_document(text).document
    topics = changes.get("topics", document.topics)
    return revise_document(text, replace(document, **changes), places or range(len(topics)))


def with_topic(text: str, number: int, **changes: Any) -> dict[str, Any]:
    topics = list(read_document(text).document.topics)
    topics[number] = replace(topics[number], **changes)
    return {"topics": tuple(topics)}


def differing(before: str, after: str) -> list[str]:
    """All but empty lines."""
    lines = [*unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")][2:]
    return [line for line in lines if not line.startswith("@@") and line not in {"+", "-"}]


@pytest.mark.parametrize("text", [PUBLISHED, PUBLISHED.replace("\n", "\r\n"), PUBLISHED.rstrip("\n") + "\n\n\n"])
def test_what_did_not_change_stays_to_the_byte(text: str) -> None:
    assert revised(text) == text


@pytest.mark.parametrize("topic", [ON_THE_LINE, ON_LINES_OF_THEIR_OWN, AS_HEADINGS, AS_BULLETS])
def test_a_form_stays_what_it_is(topic: str) -> None:
    text = f"{HEADER}\n{topic}"

    assert revised(text) == text


@pytest.mark.parametrize(
    ("number", "changes", "lines"),
    [
        (0, {"achievements": "They bloom."}, ["-They grow.", "+They bloom."]),
        (1, {"achievements": "Short."}, ["-- They are *short*   now.", "+Short."]),
        (0, {"outcome": "partly"}, ["+### Outcome", "+partly"]),
        (0, {"motivation": ""}, ["-### Motivation & Benefits", "-🌻 More flowers."]),
        (0, {"title": "Grow"}, ["-## 🌱 Grow `seeds` Faster", "+## 🌱 Grow"]),
        (1, {"next_steps": ()}, ["-### Next Steps", "-1) Sharpen the knife", "-2) Cut again"]),
        (1, {"links": (PULL,)}, ["+### Code & Pull Requests", f"+* [{PULL.text}]({PULL.url})"]),
    ],
)
def test_a_section_that_changed_is_written_anew(number: int, changes: dict[str, Any], lines: list[str]) -> None:
    assert differing(PUBLISHED, revised(PUBLISHED, **with_topic(PUBLISHED, number, **changes))) == lines


def test_a_fact_that_changed_is_one_line() -> None:
    assert differing(PUBLISHED, revised(PUBLISHED, venue="The Barn")) == [
        "-- 📍 **Location:** [The Hut, Hilltop](https://example.org/hut)",
        "+- 📍 **Location:** [The Barn](https://example.org/hut)",
    ]


def test_a_topic_is_taken_out_and_another_put_in() -> None:
    topics = read_document(PUBLISHED).document.topics

    without = revised(PUBLISHED, [1], topics=topics[1:])
    with_new = revised(PUBLISHED, [0, None, 1], topics=(topics[0], NEW, topics[1]))

    assert not [line for line in differing(PUBLISHED, without) if line.startswith("+")]
    assert differing(PUBLISHED, with_new) == ["+## 🌻 New", "+### Achievements", "+It blooms."]


def test_an_older_form_has_its_topic_written_anew_in_it() -> None:
    text = f"{HEADER}\n{ON_THE_LINE}"

    again = revised(text, **with_topic(text, 0, achievements="They bloom."))

    assert "\n**Achievements:** They bloom.\n\n**Next Steps:** Water them every day.\n" in again


def test_topics_in_another_order_take_the_whole_document() -> None:
    topics = read_document(PUBLISHED).document.topics

    again = revised(PUBLISHED, [1, 0], topics=topics[::-1])

    assert read_document(again).document.topics == topics[::-1]


SOME = st.sampled_from(LINES).map(lambda line: f"Here: {line}".strip())
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "achievements": SOME,
        "outcome": SOME,
        "problem_statement": SOME,
        "next_steps": st.lists(SOME, max_size=2).map(tuple),
        "links": st.just((PULL,)),
        "notes": SOME,
    },
)


@given(TEXTS, CHANGES)
@settings(max_examples=150, deadline=None)
def test_a_revised_document_reads_as_it_was_changed_or_is_written_as_a_whole(
    text: str, changes: dict[str, Any]
) -> None:
    reading = reading_of(text)
    if reading is None or not reading.document.topics:
        return
    topics = reading.document.topics
    becomes = replace(reading.document, topics=(replace(topics[0], **changes), *topics[1:]))

    again = revise_document(text, becomes, range(len(topics)))

    assert again == write_document(becomes, reading.form or TODAY) or read_document(again).document == becomes
