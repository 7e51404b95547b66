import pytest

from retros.wrapups.document import DocumentRejected, read_document

TOPIC = "## Topic {}\n\n### Problem Statement\n\nSome.\n\n### Achievements\n\nMany.\n\n"
TITLE = "# Hack The Garden 12/2026 Wrap Up\n\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: December 2026\nparams:\n  branch: ma", 4),
        (TITLE + "## A\n\nIt breaks off in the mid", 5),
        (TITLE + "## A\n\n```\ncode\n", 5),
        (TITLE + "".join(map(TOPIC.format, "ABC")) + "## D\n\n### Problem Statement\n\nSome.\n", 33),
    ],
)
def test_read_refuses_a_document_that_was_cut_off(text: str, line: int) -> None:
    with pytest.raises(DocumentRejected) as refused:
        read_document(text)

    assert refused.value.line == line


@pytest.mark.parametrize("end", ["A sentence.", "https://example.org/a", "(see below)", "**bold**", "so\n", "done 🎉"])
def test_read_does_not_mind_a_missing_line_break_at_the_end(end: str) -> None:
    assert len(read_document(f"{TITLE}## A\n\n{end}").document.topics) == 1


def test_read_warns_where_the_last_topic_lacks_what_all_others_have() -> None:
    reading = read_document(TITLE + "".join(map(TOPIC.format, "AB")) + "## C\n\n### Achievements\n\nMany.\n")

    assert [(warning.line, warning.text) for warning in reading.warnings] == [
        (
            23,
            "“C” has no problem statement, but all other topics do. Is the rest of the document missing?",
        )
    ]


def test_read_takes_the_last_topic_without_achievements_where_others_have_none_either() -> None:
    text = TITLE + TOPIC.format("A") + "## B\n\n### Problem Statement\n\nSome.\n\n" * 2

    assert len(read_document(text).document.topics) == 3
