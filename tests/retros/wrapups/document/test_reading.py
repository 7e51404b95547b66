from datetime import date

import pytest

from retros.wrapups.document import Document, DocumentLink, DocumentRejected, DocumentTopic, LinkKind, read, write

GARDEN = "https://github.com/garden/seeds"
HEADER = """\
---
title: "December 2026"
weight: -202612
---

# Hack The Garden 12/2026 Wrap Up

- 🗓️ **Date:** 30.11.2026 – 04.12.2026
- 📍 **Location:** [The Hut, Hilltop](https://example.org/hut)
- 👤 **Organizer:** [Bloom](https://bloom.example.org/), Root & Stem
- 📘 **Topics:** https://example.org/pad
- 🎤 **Review Meeting Summary:** https://example.org/review

![Everybody](everybody.jpg)
"""
ON_THE_LINE = f"""\
## 🌱 Grow `seeds` Faster

**Problem Statement:** They do not grow.
Not at all.

**Motivation/Benefits**: 🌻 More flowers.

**Achievements:** They grow.

**Next Steps:** Water them every day.

**Issue:** {GARDEN}/issues/7

**Code/Pull Requests:** {GARDEN}/pull/8, {GARDEN}/tree/faster
"""
ON_LINES_OF_THEIR_OWN = f"""\
## 🌱 Grow `seeds` Faster

**Problem Statement:**
They do not grow.
Not at all.

**Motivation/Benefits:**
🌻 More flowers.

**Achievements:**
They grow.

**Next Steps:**
* Water them every day.

**Issue:**
* {GARDEN}/issues/7

**Code/Pull Requests:**
* {GARDEN}/pull/8
* {GARDEN}/tree/faster
"""
AS_HEADINGS = f"""\
## 🌱 Grow `seeds` Faster

> **Issue:** [garden/seeds#7]({GARDEN}/issues/7)

### Problem Statement

They do not grow.
Not at all.

### Motivation & Benefits

🌻 More flowers.

### Achievements

They grow.

### Next Steps

1. Water them every day.

### Code & Pull Requests

* [garden/seeds#8]({GARDEN}/pull/8)
* [garden/seeds:faster]({GARDEN}/tree/faster)
"""
AS_BULLETS = f"""\
## 🌱 Grow `seeds` Faster

- **PROBLEM STATEMENTS**: They do not grow.
Not at all.
- **Motivation**: 🌻 More flowers.
- **Achievement**: They grow.
- **Next step**: Water them every day.
- **Issues**: {GARDEN}/issues/7
- **Pull Request**: {GARDEN}/pull/8, {GARDEN}/tree/faster
"""
DEEPER = "## Topics\n\n" + AS_HEADINGS.replace("# ", "## ").replace("### 🌱", "### 🌱")
COPIED_PAGE = f"""\
🌱 Grow `seeds` Faster

Problem Statement: They do not grow.
Not at all.

Motivation/Benefits: 🌻 More flowers.

Achievements: They grow.

Next Steps: Water them every day.

Issue: garden/seeds#7

Code: garden/seeds#8, {GARDEN}/tree/faster
"""
TOPIC = DocumentTopic(
    emoji="🌱",
    title="Grow `seeds` Faster",
    problem_statement="They do not grow.\nNot at all.",
    motivation="🌻 More flowers.",
    achievements="They grow.",
    next_steps=("Water them every day.",),
    links=(
        DocumentLink(LinkKind.ISSUE, f"{GARDEN}/issues/7", "garden/seeds#7"),
        DocumentLink(LinkKind.PULL_REQUEST, f"{GARDEN}/pull/8", "garden/seeds#8"),
        DocumentLink(LinkKind.BRANCH, f"{GARDEN}/tree/faster", "garden/seeds:faster"),
    ),
)


def read_topic(text: str) -> DocumentTopic:
    [topic] = read(f"# Hack The Garden 12/2026 Wrap Up\n\n## Roots\n\n{text}").document.topics
    return topic


def test_read_takes_the_facts_from_the_header() -> None:
    document = read(HEADER + "\n" + ON_THE_LINE).document

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
    reading = read(f"# Hack The Garden 12/2026 Wrap Up\n\n{text}")

    assert reading.document.topics == (TOPIC,)
    assert reading.warnings == ()
    assert reading.topic_lines == (3,)


def test_read_finds_topics_and_labels_on_deeper_levels() -> None:
    assert read(f"# Hack The Garden 12/2026\n\n{DEEPER}").document.topics == (TOPIC,)


def test_read_understands_a_page_that_was_copied_as_plain_text() -> None:
    reading = read(f"Skip to content\n\nHack The Garden 12/2026 Wrap Up\n\n{COPIED_PAGE}")

    assert (reading.document.slug, reading.document.topics) == ("2026-12", (TOPIC,))
    assert [(warning.line, warning.text) for warning in reading.warnings] == [(1, "Left out: Skip to content")]


def test_read_keeps_the_lines_of_topics_whose_heading_was_lost() -> None:
    text = f"Hack The Garden 12/2026 Wrap Up\n\n{COPIED_PAGE}\n\nProblem Statement: Lost.\n"

    reading = read(text)

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
    document = read(PROSE).document

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

    document = read(text).document

    assert [(topic.emoji, topic.title, topic.achievements) for topic in document.topics] == [
        ("🌱", "Seeds That Wait", "They wait for rain."),
        ("🌵", "Spikes", "They keep the goats away."),
        ("", "Roots", "Deeper\n     and deeper."),
    ]
    assert document.slug == "2026-05"
    assert document.conclusion == "We look ahead."


def test_read_leaves_no_line_of_a_topic_behind() -> None:
    topic = read_topic(
        """\
Above all labels.

> [!TIP]
> A hint.

### Lessons

Patience.

#### In Detail

More of it.

### Achievements

Some.

#### By Hand

Others.

### Demo

https://example.org/demo
"""
    )

    assert topic.notes == (
        "Above all labels.\n\n> [!TIP]\n> A hint.\n\n### Lessons\n\nPatience.\n\n#### In Detail\n\nMore of it."
    )
    assert topic.achievements == "Some.\n\n#### By Hand\n\nOthers."
    assert topic.links == (DocumentLink(LinkKind.OTHER, "https://example.org/demo", "Demo"),)


def test_read_keeps_labels_that_it_has_not_met_in_the_notes() -> None:
    topic = read_topic("**Achievements:** Some.\n\n**Learned:** Much.\nIndeed.\n\n**Outcome:** We stop here.\n")

    assert (topic.achievements, topic.outcome) == ("Some.", "We stop here.")
    assert topic.notes == "**Learned:** Much.\nIndeed."


def test_read_takes_a_heading_in_a_code_block_for_code() -> None:
    code = "```sh\n# Next Steps\n## Not a topic\n**Issue:** none\n```"

    topic = read_topic(f"### Achievements\n\nRun this:\n\n{code}\n")

    assert topic.achievements == f"Run this:\n\n{code}"


STEPS = """\
### Next Steps

What is left:

* Finish the roots:
  * the deep ones
  * the others
* Write it down.

  In a book.

![A picture](roots.png)

And ask around.
"""


def test_read_makes_a_step_of_each_bullet_on_top_and_of_each_paragraph() -> None:
    topic = read_topic(STEPS)

    assert topic.next_steps == (
        "Finish the roots:\n* the deep ones\n* the others",
        "Write it down.\n\nIn a book.",
        "And ask around.",
    )
    assert (topic.steps_introduction, topic.notes) == ("What is left:", "![A picture](roots.png)")


@pytest.mark.parametrize("introduction", ["What is left:", "There is **much** to do for [us](https://example.org):"])
def test_the_line_that_leads_to_the_steps_is_written_where_it_stood(introduction: str) -> None:
    text = f"# Hackathon 12/2026\n\n## Seeds\n\n### Next Steps\n\n{introduction}\n\n* Water them.\n* Wait.\n"

    again = write(read(text).document)

    assert f"### Next Steps\n\n{introduction}\n\n* Water them.\n* Wait.\n" in again
    assert read(again).document.topics == read(text).document.topics


@pytest.mark.parametrize("line", ["Water them every day.", "1. First:", "- First:", "> Quoted:"])
def test_a_line_that_leads_to_nothing_is_no_introduction(line: str) -> None:
    assert read_topic(f"### Next Steps\n\n{line}\n\n* Wait.\n").steps_introduction == ""


@pytest.mark.parametrize("nothing", ["None.", "none", "N/A", "n/a.", "/", "-", "* None.", "Nothing."])
def test_read_finds_no_step_and_no_link_where_it_says_so(nothing: str) -> None:
    topic = read_topic(f"**Next Steps:** {nothing}\n\n**Code:** {nothing}\n")

    assert (topic.next_steps, topic.links, topic.notes) == ((), (), "")


def test_read_moves_what_is_no_link_to_the_notes() -> None:
    topic = read_topic(f"**Code:**\nThere is a draft.\n* {GARDEN}/pull/1\n* [here](/docs/roots)\n")

    assert [link.url for link in topic.links] == [f"{GARDEN}/pull/1"]
    assert topic.notes == "There is a draft.\n* [here](/docs/roots)"


def test_read_joins_a_bullet_with_the_address_below_it() -> None:
    topic = read_topic(f"### Code\n\n- The first\n  {GARDEN}/pull/1\n- {GARDEN}/pull/2\n- a word\n")

    assert [link.text for link in topic.links] == ["The first garden/seeds#1", "garden/seeds#2"]
    assert topic.notes == "- a word"


def test_read_keeps_both_where_one_address_is_called_two_things() -> None:
    topic = read_topic(f"**Code:**\n* [one]({GARDEN}/pull/1)\n* [one]({GARDEN}/pull/1)\n* [two]({GARDEN}/pull/1)\n")

    assert [link.text for link in topic.links] == ["one"]
    assert topic.notes == f"* [two]({GARDEN}/pull/1)"


def test_read_hands_the_pictures_at_the_end_to_the_conclusion() -> None:
    text = f"{HEADER}\n{AS_HEADINGS}\n---\n\n![The valley](valley.jpg)\n\n---\n\n![Sponsor](sponsor.png)\n"

    document = read(text).document

    assert document.topics == (TOPIC,)
    assert document.conclusion == "![The valley](valley.jpg)\n\n![Sponsor](sponsor.png)"


def test_read_frames_the_topics_with_what_is_no_topic() -> None:
    text = f"{HEADER}\n## Preparation\n\nWe prepared.\n\n{AS_HEADINGS}\n<hr />\n\n## Thanks\n\nTo all.\n"

    document = read(text).document

    assert document.topics == (TOPIC,)
    assert document.introduction == "![Everybody](everybody.jpg)\n\n### Preparation\n\nWe prepared."
    assert document.conclusion == "### Thanks\n\nTo all."


def test_read_tells_of_a_comment_above_the_title() -> None:
    reading = read(f"<!--\n# A banner\n\n-->\n\n{HEADER[HEADER.index('# Hack') :]}\n{AS_HEADINGS}")

    assert reading.document.topics == (TOPIC,)
    assert [(warning.line, warning.text) for warning in reading.warnings] == [(1, "Left out: <!--\n# A banner\n\n-->")]


def test_read_keeps_lines_of_the_front_matter_that_are_not_ours() -> None:
    text = HEADER.replace("weight: -202612", "weight: -202612\nparams:\n  branch: main\nprev: false") + ON_THE_LINE

    assert read(text).document.front_matter == "params:\n  branch: main"


@pytest.mark.parametrize(
    ("heading", "emoji", "title"),
    [
        ("🌱 Grow", "🌱", "Grow"),
        ("👩🏽‍🌾 Sow", "👩🏽‍🌾", "Sow"),
        ("❤️🩹 Heal", "❤️🩹", "Heal"),
        ("ℹ️ Tell 🏎️", "ℹ️", "Tell 🏎️"),
        ("🌱", "", "🌱"),
        ("⚡️Spark", "⚡️", "Spark"),
        ("1️⃣ First", "1️⃣", "First"),
        ("→ Arrow", "", "→ Arrow"),
        ("[Grow](https://example.org)", "", "[Grow](https://example.org)"),
        ("3 Roots", "", "3 Roots"),
    ],
)
def test_read_parts_the_emoji_from_the_title(heading: str, emoji: str, title: str) -> None:
    [topic] = read(f"# Hackathon 12/2026\n\n## {heading}\n\n**Next Steps:** None.\n").document.topics

    assert (topic.emoji, topic.title) == (emoji, title)


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
        read(text)

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
    document = read(GROUPED).document

    assert [(topic.title, topic.achievements, topic.next_steps) for topic in document.topics] == [
        ("Seeds", "", ()),
        ("Rain", "It rains.", ()),
        ("Spikes", "", ("Sharpen them.",)),
    ]
    assert document.conclusion == "### Fast Tracks\n\nThey were fast."


def test_read_finds_the_topics_below_their_groups() -> None:
    text = "# Hackathon 12/2026\n\n## Main Topics\n\n### 🌱 A\n\nx.\n\n### B\n\ny.\n\n## Side Topics\n\n### C\n\nz.\n"

    assert [topic.title for topic in read(text).document.topics] == ["A", "B", "C"]


def test_read_accepts_a_wrap_up_that_has_no_topics_yet() -> None:
    reading = read(HEADER)

    assert reading.document.topics == ()
    assert [warning.text for warning in reading.warnings] == ["It has no topics."]


def test_read_takes_a_rule_without_an_empty_line_above_it_for_a_rule() -> None:
    topic = read_topic("**Achievements:** They grow.\n---\n")

    assert (topic.title, topic.achievements) == ("Roots", "They grow.")


def test_read_takes_the_name_from_the_front_matter_where_there_is_no_title() -> None:
    text = "---\ntitle: Hack the Garden vol. 6\ndate: 2026-12-10\nweight: 30\n---\n\n## A\n\n**Next Steps:** Go on.\n"

    document = read(text).document

    assert (document.name, document.slug) == ("Hack the Garden vol. 6", "2026-12")
    assert document.front_matter == "title: Hack the Garden vol. 6\ndate: 2026-12-10\nweight: 30"


def test_read_keeps_a_title_that_is_far_too_long_for_a_name() -> None:
    title = "Hackathon 12/2026 " + "with many words " * 100 + "and an end"

    document = read(f"# {title}\n\n## A\n\n**Next Steps:** Go on.\n").document

    assert (document.name, document.introduction) == ("Hack The Garden 12/2026", title)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("- **Date:** 30.11.2026 – 04.12.2026 (Monday to Friday)", True),
        ("- **Date:** Monday, 30.11.2026 – Friday, 04.12.2026", False),
        ("- **Topics:** [board#7](https://example.org/discussions/7)", True),
        ("- **Location:** [A](https://a.example.org) and [B](https://b.example.org)", True),
        ("- **Organizer:** [A](https://a.example.org) and B", False),
        ("- **Organizers:**\n  - A\n  - [B](https://b.example.org)", False),
        ("- **Topics:** TBD", True),
        ("- **Topics:** /", False),
        ("- **Location:** The Hut<br/>", False),
    ],
)
def test_read_keeps_a_line_of_the_header_that_says_more_than_its_fact(line: str, kept: bool) -> None:  # noqa: FBT001
    document = read(f"# Hackathon 12/2026\n\n{line}\n\n## A\n\n**Next Steps:** Go on.\n").document

    assert document.introduction == (line if kept else "")


def test_read_takes_bold_words_in_a_section_for_its_text() -> None:
    topic = read_topic("### Next Steps\n\n- **Problem:** fix it\n- **Motivation:** find some\n")

    assert topic.next_steps == ("**Problem:** fix it", "**Motivation:** find some")


@pytest.mark.parametrize(
    "label",
    [
        "✨ **Next Steps:**",
        "*Next Steps:*",
        "***Next Steps:***",
        "**Next Step**:",
        "**NEXT STEPS:**",
        "__Next steps__:",
    ],
)
def test_read_knows_a_label_in_other_type(label: str) -> None:
    assert read_topic(f"{label} Go on.\n").next_steps == ("Go on.",)
