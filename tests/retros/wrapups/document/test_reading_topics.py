import pytest

from retros.wrapups.document import DocumentLink, DocumentTopic, LinkKind, read_document, write_document
from tests.retros.wrapups.document.samples import GARDEN


def read_topic(text: str) -> DocumentTopic:
    [topic] = read_document(f"# Hack The Garden 12/2026 Wrap Up\n\n## Roots\n\n{text}").document.topics
    return topic


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

    again = write_document(read_document(text).document)

    assert f"### Next Steps\n\n{introduction}\n\n* Water them.\n* Wait.\n" in again
    assert read_document(again).document.topics == read_document(text).document.topics


def test_a_footnote_below_the_steps_is_none_of_them() -> None:
    text = (
        "# Hackathon 12/2026\n\n## Seeds\n\n### Next Steps\n\n* Water them[^1].\n\n[^1]: With rain.\n[^2]: At night.\n"
    )

    (topic,) = read_document(text).document.topics

    assert (topic.next_steps, topic.notes) == (("Water them[^1].",), "[^1]: With rain.\n[^2]: At night.")
    assert read_document(write_document(read_document(text).document)).document.topics == (topic,)


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
    [topic] = read_document(f"# Hackathon 12/2026\n\n## {heading}\n\n**Next Steps:** None.\n").document.topics

    assert (topic.emoji, topic.title) == (emoji, title)


def test_read_takes_a_rule_without_an_empty_line_above_it_for_a_rule() -> None:
    topic = read_topic("**Achievements:** They grow.\n---\n")

    assert (topic.title, topic.achievements) == ("Roots", "They grow.")


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
