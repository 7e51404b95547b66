"""The text of an issue, taken apart by the headings of its form."""

import pytest

from planning.topics.importing.bodies import Body, read_body, track_of_label

FORM = """\
### Problem

It hurts.

### Motivation and benefits

- [ ] less traffic
- [x] fewer alerts

### Track

Fast track (small)

### Links

_No response_
"""


def test_form_is_read_by_its_headings() -> None:
    assert read_body(FORM) == Body("It hurts.", "- [ ] less traffic\n- [x] fewer alerts", "", "fast-track")


def test_ends_of_lines_make_no_difference() -> None:
    assert read_body(FORM.replace("\n", "\r\n")) == read_body(FORM)


def test_text_without_headings_is_the_problem() -> None:
    assert read_body("It hurts.\n\nA lot.") == Body("It hurts.\n\nA lot.")


def test_empty_text_says_nothing() -> None:
    assert read_body("") == Body()
    assert read_body("### Problem\n\n_No response_\n") == Body()


def test_labels_in_bold_are_headings_too() -> None:
    text = "**Problem Statement:** It hurts.\nA lot.\n\n**Motivation/Benefits**: less"

    assert read_body(text) == Body("It hurts.\nA lot.", "less")


def test_benefits_are_one_a_line() -> None:
    assert read_body("## Benefits\n\n- 💰 less\n* 🚀 faster\n").benefits == "💰 less\n🚀 faster"


def test_other_headings_are_kept_at_the_end() -> None:
    text = "### Problem\n\nIt hurts.\n\n### Open questions\n\nWho?\n\n### Motivation\n\nLess."

    assert read_body(text) == Body("It hurts.", "Less.\n\n### Open questions\n\nWho?")


def test_deeper_headings_belong_to_what_is_above() -> None:
    assert read_body("## Problem\n\nA\n\n### Detail\n\nB").problem == "A\n\n### Detail\n\nB"


def test_heading_in_code_is_none() -> None:
    text = "```sh\n### Motivation\n```"

    assert read_body(text) == Body(text)


def test_of_boxes_the_ticked_one_counts() -> None:
    assert read_body("### Track\n\n- [ ] Main\n- [x] Discussion\n").track == "discussion"
    assert read_body("### Track\n\n- [ ] Main\n- [ ] Discussion\n").track == ""


def test_emoji_is_one_or_none() -> None:
    assert read_body("### Emoji\n\n👩‍💻").emoji == "👩‍💻"
    assert read_body("### Emoji\n\nseedling").emoji == ""


@pytest.mark.parametrize(
    ("label", "track"),
    [
        ("fast-track", "fast-track"),
        ("Fast Track", "fast-track"),
        ("track/discussion", "discussion"),
        ("discussion", "discussion"),
        ("track: main", "main"),
        ("needs discussion", ""),
        ("networking", ""),
    ],
)
def test_label_names_a_track_only_if_it_says_nothing_else(label: str, track: str) -> None:
    assert track_of_label(label) == track


def test_heading_may_be_closed_by_its_marks() -> None:
    assert read_body("## Problem ##\n\nIt hurts.\n\n# Motivation #  \n\nLess.") == Body("It hurts.", "Less.")
