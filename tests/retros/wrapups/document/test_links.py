import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retros.wrapups.document.facts import DocumentLink, LinkKind
from retros.wrapups.document.links import (
    LONGEST_TEXT,
    LONGEST_URL,
    kind_and_name,
    name_link,
    read_links,
    title_before_name,
    write_link,
)
from tests.growth import growth

Kind = LinkKind
GITHUB = "https://github.com/gardener/gardener"
PULL = f"{GITHUB}/pull/8767"
ISSUE = f"{GITHUB}/issues/8023"


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        (PULL, Kind.PULL_REQUEST, "gardener/gardener#8767"),
        (f"{PULL}/files#diff-1", Kind.PULL_REQUEST, "gardener/gardener#8767"),
        (ISSUE, Kind.ISSUE, "gardener/gardener#8023"),
        (f"{ISSUE}#issuecomment-3", Kind.ISSUE, "gardener/gardener#8023"),
        (f"{GITHUB}/tree/hack/acl", Kind.BRANCH, "gardener/gardener:hack/acl"),
        (f"{GITHUB}/commits/main/", Kind.BRANCH, "gardener/gardener:main"),
        (f"{GITHUB}/tree/main?tab=readme", Kind.BRANCH, "gardener/gardener:main"),
        (f"{GITHUB}/commit/0123456789abcdef", Kind.COMMIT, "gardener/gardener@0123456"),
        (GITHUB, Kind.REPOSITORY, "gardener/gardener"),
        (f"{GITHUB}/", Kind.REPOSITORY, "gardener/gardener"),
        (f"{GITHUB}.git", Kind.REPOSITORY, "gardener/gardener"),
        (f"{GITHUB}#readme", Kind.OTHER, ""),
        ("http://www.github.com/ada/seeds", Kind.REPOSITORY, "ada/seeds"),
        (f"{GITHUB}/blob/master/docs/proposal.md", Kind.DOCUMENT, ""),
        (f"{GITHUB}/wiki", Kind.DOCUMENT, ""),
        ("https://hackmd.io/abc", Kind.DOCUMENT, ""),
        ("https://gist.github.com/ada/0", Kind.DOCUMENT, ""),
        (f"{GITHUB}/compare/a...b", Kind.BRANCH, ""),
        (f"{GITHUB}/releases/tag/v1", Kind.OTHER, ""),
        ("https://github.com/orgs/gardener/projects/1", Kind.OTHER, ""),
        ("https://github.com/gardener", Kind.OTHER, ""),
        ("https://example.org/gardener/gardener/pull/1", Kind.OTHER, ""),
        ("https:", Kind.OTHER, ""),
    ],
)
def test_kind_and_name_tell_what_an_address_leads_to(url: str, kind: LinkKind, name: str) -> None:
    assert kind_and_name(url) == (kind, name)


@pytest.mark.parametrize(
    ("url", "label", "kind"),
    [
        ("https://example.org/", Kind.DOCUMENT, Kind.DOCUMENT),
        (PULL, Kind.ISSUE, Kind.PULL_REQUEST),
        (ISSUE, Kind.TRACKING, Kind.TRACKING),
        ("https://example.org/", None, Kind.OTHER),
    ],
)
def test_label_decides_the_kind_where_the_address_does_not(url: str, label: LinkKind | None, kind: LinkKind) -> None:
    assert name_link(url, label=label).kind == kind


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("", "a/b#1"),
        ("a/b#1", "a/b#1"),
        ("Fix it", "Fix it"),
        ("Fix it – a/b#1", "Fix it – a/b#1"),
        ("Fix it - a/b#1", "Fix it – a/b#1"),
        ("Fix it: a/b#1", "Fix it – a/b#1"),
        ("a/b#1 — Fix it.", "Fix it – a/b#1"),
        ("a/b#1: Fix it", "Fix it – a/b#1"),
        ("a/b#1 – ", "a/b#1"),
    ],
)
def test_title_stands_before_the_short_name(said: str, title: str) -> None:
    assert title_before_name(said or "a/b#1", "a/b#1") == title


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (PULL, "gardener/gardener#8767"),
        (f"<{PULL}>", "gardener/gardener#8767"),
        (f"[{PULL}]({PULL})", "gardener/gardener#8767"),
        (f"[Fix it – gardener/gardener#8767]({PULL})", "Fix it – gardener/gardener#8767"),
        (f"[gardener/gardener#8767]({PULL}) – Fix it", "Fix it – gardener/gardener#8767"),
        (f"[gardener/gardener#8767]({PULL}): Fix it.", "Fix it – gardener/gardener#8767"),
        (f"Fix it: {PULL}", "Fix it – gardener/gardener#8767"),
        (f"{PULL} – Fix it", "Fix it – gardener/gardener#8767"),
        (f"– {PULL}", "gardener/gardener#8767"),
        (f"[Fix it]({PULL})", "Fix it"),
        (f"PR [#8767]({PULL})", "PR #8767"),
    ],
)
def test_words_around_a_link_of_github_are_its_title(line: str, text: str) -> None:
    assert read_links(line) == (DocumentLink(Kind.PULL_REQUEST, PULL, text),)


@pytest.mark.parametrize(
    ("line", "url", "text"),
    [
        ("https://example.org/a.", "https://example.org/a", ""),
        ("See https://example.org/a, please!", "https://example.org/a", "See please!"),
        ("see (https://example.org/a).", "https://example.org/a", "see"),
        ("`https://example.org/a`", "https://example.org/a", ""),
        ("Getting started: https://example.org/a", "https://example.org/a", "Getting started"),
        ("https://example.org/a_(b).", "https://example.org/a_(b)", ""),
        ("https://example.org/?q=[a]&b", "https://example.org/?q=[a]&b", ""),
        ("[a [b] c](https://example.org/a_(b))", "https://example.org/a_(b)", "a [b] c"),
        ("half a [bracket https://example.org/a", "https://example.org/a", "half a (bracket"),
        ("[example.org/a](https://example.org/a)", "https://example.org/a", ""),
    ],
)
def test_address_ends_where_people_end_it(line: str, url: str, text: str) -> None:
    assert read_links(line) == (DocumentLink(Kind.OTHER, url, text),)


def test_each_of_several_links_on_a_line_is_read() -> None:
    line = f"{PULL}, [Notes](https://hackmd.io/a); https://example.org/[b](https://example.org/c) done"

    assert read_links(line) == (
        DocumentLink(Kind.PULL_REQUEST, PULL, "gardener/gardener#8767"),
        DocumentLink(Kind.DOCUMENT, "https://hackmd.io/a", "Notes"),
        DocumentLink(Kind.OTHER, "https://example.org/", ""),
        DocumentLink(Kind.OTHER, "https://example.org/c", "b done"),
    )


@pytest.mark.parametrize(
    ("label", "where", "kind"),
    [
        (None, "pull", Kind.PULL_REQUEST),
        (Kind.ISSUE, "issues", Kind.ISSUE),
        (Kind.TRACKING, "issues", Kind.TRACKING),
    ],
)
def test_short_name_without_an_address_is_a_link(label: LinkKind | None, where: str, kind: LinkKind) -> None:
    url = f"https://github.com/ada/seeds/{where}/12"

    assert read_links("Water: ada/seeds#12", label=label) == (DocumentLink(kind, url, "Water – ada/seeds#12"),)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hackmd",
        "https://",
        "javascript:alert(1)",
        "ada/seeds#0",
        "![a picture](https://example.org/a.png)",
        "https://example.org/" + "a" * LONGEST_URL,
        "a" * (LONGEST_TEXT + 1) + " https://example.org/",
    ],
)
def test_line_without_a_link_gives_none(line: str) -> None:
    assert read_links(line) == ()


@pytest.mark.parametrize(
    ("link", "line"),
    [
        (DocumentLink(Kind.ISSUE, ISSUE, "Fix – gardener/gardener#8023"), f"[Fix – gardener/gardener#8023]({ISSUE})"),
        (DocumentLink(Kind.ISSUE, ISSUE, "gardener/gardener#8023"), f"[gardener/gardener#8023]({ISSUE})"),
        (DocumentLink(Kind.OTHER, "https://example.org/", "Notes"), "[Notes](https://example.org/)"),
        (DocumentLink(Kind.OTHER, "https://example.org/"), "https://example.org/"),
    ],
)
def test_link_is_written_the_way_the_community_does(link: DocumentLink, line: str) -> None:
    assert write_link(link) == line


MARKS = ["Fix", "it", "and", "](", "**", *"[]()–-:,;.`*|!<>#", '"', "a/b#1"]
ADDRESSES = [PULL, GITHUB, f"{GITHUB}/tree/x", "https://x.org/a", "https://x.org/(a)", "https://x.org/[b]"]
PARTS = [*MARKS, " ", " – ", ": ", *ADDRESSES, "[x](https://x.org)", f"[a/b#1]({ISSUE})"]


@example(line=f"{PULL}{'**' * 3}{PULL}")
@example(line=f"[]({PULL}**)")
@given(st.lists(st.sampled_from(PARTS), max_size=7).map("".join))
def test_link_that_was_read_reads_the_same_when_written(line: str) -> None:
    for link in read_links(line):
        assert read_links(write_link(link)) == (link,)


@pytest.mark.parametrize(
    "piece", ["[", "[a", "[a](", "![", "![a](", "[a](https://", "https://x.org/(", "(a)[b]", "a/", "a/b", "[]", " – "]
)
def test_reading_a_hostile_line_grows_with_its_length_alone(piece: str) -> None:
    def read(length: int) -> None:
        read_links("https://x.org/" + piece * (length // len(piece)))

    assert growth(read, 25_000) < 8
