import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retros.wrapups.document.facts import DocumentLink, LinkKind
from retros.wrapups.reports.pasting import PastedLine, pasted_links, read_lines, write_line, write_lines

Kind = LinkKind
PULL = "https://github.com/ada/seeds/pull/1"
ISSUE = "https://github.com/ada/seeds/issues/2"
PULL_LINK = DocumentLink(Kind.PULL_REQUEST, PULL, "ada/seeds#1")
ISSUE_LINK = DocumentLink(Kind.ISSUE, ISSUE, "ada/seeds#2")


def read(text: str, *known: DocumentLink) -> tuple[DocumentLink, ...]:
    return pasted_links(read_lines(text, known=known))


@pytest.mark.parametrize(
    "line",
    [
        PULL,
        f"  {PULL}  ",
        f"* {PULL}",
        f"- {PULL}",
        f"+ {PULL}",
        f"• {PULL}",
        f"1. {PULL}",
        f"12) {PULL}",
        f"- [ ] {PULL}",
        f"- [x] {PULL}",
        f"PR: {PULL}",
        f"Pull requests: {PULL}",
        f"**Code**: {PULL}",
        f"* **Pull Request:** [ada/seeds#1]({PULL})",
        f"Code & Pull Requests: {PULL}",
        f"Https{PULL.removeprefix('https')}",
        f"[ada/seeds#1]({PULL})",
        "ada/seeds#1",
    ],
)
def test_link_is_recognised_however_it_is_pasted(line: str) -> None:
    assert read(line) == (PULL_LINK,)


def test_lines_are_read_with_their_numbers() -> None:
    assert list(read_lines(f"\n{PULL}, {ISSUE}\r\n\nhackmd\n")) == [
        PastedLine(2, f"{PULL}, {ISSUE}", (PULL_LINK, ISSUE_LINK)),
        PastedLine(4, "hackmd", ()),
    ]


def test_title_is_recognised_on_either_side() -> None:
    before, after = read(f"[Water them – ada/seeds#1]({PULL})\n[ada/seeds#2]({ISSUE}) – Water: them")

    assert (before.text, after.text) == ("Water them – ada/seeds#1", "Water: them – ada/seeds#2")


def test_words_with_a_colon_that_are_no_kind_are_a_title() -> None:
    assert read(f"Water them: {PULL}") == (DocumentLink(Kind.PULL_REQUEST, PULL, "Water them – ada/seeds#1"),)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"Tracking: {ISSUE}", Kind.TRACKING),
        (f"* **Tracking issue:** {ISSUE}", Kind.TRACKING),
        (f"Umbrella Issue: {ISSUE}", Kind.TRACKING),
        (f"other: {ISSUE}", Kind.OTHER),
        (f"Document: {PULL}", Kind.DOCUMENT),
        ("Pull request: https://example.org/1", Kind.PULL_REQUEST),
        ("Issue: ada/seeds#2", Kind.ISSUE),
    ],
)
def test_kind_in_front_corrects_what_was_recognised(line: str, kind: LinkKind) -> None:
    assert [link.kind for link in read(line)] == [kind]


def test_label_on_a_line_of_its_own_names_the_kind_of_those_below() -> None:
    text = f"### Tracking\n{ISSUE}\n\nhttps://example.org/1\n**Documents**\n- https://example.org/2\n- {PULL}"

    assert [link.kind for link in read(text)] == [Kind.TRACKING, Kind.OTHER, Kind.DOCUMENT, Kind.PULL_REQUEST]


def test_of_two_links_with_one_address_the_first_counts() -> None:
    assert read(f"[Water them]({PULL})\n{PULL}\n{ISSUE}") == (
        DocumentLink(Kind.PULL_REQUEST, PULL, "Water them"),
        ISSUE_LINK,
    )


def test_line_of_a_known_link_is_that_link_whatever_its_title() -> None:
    odd = DocumentLink(Kind.ISSUE, "https://example.org/", f"]( {PULL}")

    assert read(write_line(odd), odd) == (odd,)


TITLES = st.sampled_from(["", "Water them", "Issue: water", "a [b] c", "water – ada/seeds#1", "PR"])
LINKS = st.builds(
    DocumentLink,
    st.sampled_from(Kind),
    st.sampled_from([PULL, ISSUE, "https://x.org/(a)", "https://hackmd.io/a"]),
    TITLES,
)


@settings(deadline=None)
@given(st.lists(LINKS, unique_by=lambda link: link.url).map(tuple))
def test_links_written_as_lines_are_read_as_the_same(links: tuple[DocumentLink, ...]) -> None:
    assert read(write_lines(links), *links) == links


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from([PULL, "PR", ":", " ", "*", "**", "\n", "#", "- ", "Issue: ", "x"])).map("".join)
)
def test_no_line_is_passed_over(text: str) -> None:
    read_in = {line.number for line in read_lines(text)}
    lines = enumerate(text.splitlines(), start=1)

    assert {number for number, line in lines if "http" in line or "x" in line} <= read_in


def test_kind_is_put_in_front_where_the_address_tells_another() -> None:
    assert write_line(DocumentLink(Kind.TRACKING, ISSUE, "ada/seeds#2")) == f"Tracking: [ada/seeds#2]({ISSUE})"
    assert write_line(DocumentLink(Kind.PULL_REQUEST, "https://x.org/")) == "Pull request: https://x.org/"
    assert write_line(ISSUE_LINK) == f"[ada/seeds#2]({ISSUE})"
