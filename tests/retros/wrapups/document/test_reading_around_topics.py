import pytest

from retros.wrapups.document import read_document
from tests.retros.wrapups.document.samples import AS_HEADINGS, HEADER, ON_THE_LINE, TOPIC


def test_read_hands_the_pictures_at_the_end_to_the_conclusion() -> None:
    text = f"{HEADER}\n{AS_HEADINGS}\n---\n\n![The valley](valley.jpg)\n\n---\n\n![Sponsor](sponsor.png)\n"

    document = read_document(text).document

    assert document.topics == (TOPIC,)
    assert document.conclusion == "![The valley](valley.jpg)\n\n![Sponsor](sponsor.png)"


def test_read_frames_the_topics_with_what_is_no_topic() -> None:
    text = f"{HEADER}\n## Preparation\n\nWe prepared.\n\n{AS_HEADINGS}\n<hr />\n\n## Thanks\n\nTo all.\n"

    document = read_document(text).document

    assert document.topics == (TOPIC,)
    assert document.introduction == "![Everybody](everybody.jpg)\n\n### Preparation\n\nWe prepared."
    assert document.conclusion == "### Thanks\n\nTo all."


def test_read_tells_of_a_comment_above_the_title() -> None:
    reading = read_document(f"<!--\n# A banner\n\n-->\n\n{HEADER[HEADER.index('# Hack') :]}\n{AS_HEADINGS}")

    assert reading.document.topics == (TOPIC,)
    assert [(warning.line, warning.text) for warning in reading.warnings] == [(1, "Left out: <!--\n# A banner\n\n-->")]


def test_read_keeps_lines_of_the_front_matter_that_are_not_ours() -> None:
    text = HEADER.replace("weight: -202612", "weight: -202612\nparams:\n  branch: main\nprev: false") + ON_THE_LINE

    assert read_document(text).document.front_matter == "params:\n  branch: main"


def test_read_takes_the_name_from_the_front_matter_where_there_is_no_title() -> None:
    text = "---\ntitle: Hack the Garden vol. 6\ndate: 2026-12-10\nweight: 30\n---\n\n## A\n\n**Next Steps:** Go on.\n"

    document = read_document(text).document

    assert (document.name, document.slug) == ("Hack the Garden vol. 6", "2026-12")
    assert document.front_matter == "title: Hack the Garden vol. 6\ndate: 2026-12-10\nweight: 30"


def test_read_keeps_a_title_that_is_far_too_long_for_a_name() -> None:
    title = "Hackathon 12/2026 " + "with many words " * 100 + "and an end"

    document = read_document(f"# {title}\n\n## A\n\n**Next Steps:** Go on.\n").document

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
    document = read_document(f"# Hackathon 12/2026\n\n{line}\n\n## A\n\n**Next Steps:** Go on.\n").document

    assert document.introduction == (line if kept else "")
