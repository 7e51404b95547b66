"""What is lost when two people write the same report at once: nothing."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retros.wrapups.document.facts import DocumentLink, LinkKind
from retros.wrapups.document.links import name_link
from retros.wrapups.reports.merging import (
    By,
    MergedPiece,
    Version,
    merge_links,
    merge_texts,
    merge_versions,
    text_of_pieces,
)
from tests.growth import growth

LINES = st.lists(st.sampled_from(["", "* a", "* b", "* c", "It boots.", "It runs fast.", "d e f g h"]), max_size=6)
WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", " ", "\n", "* "]), max_size=12).map("".join)
TEXTS = LINES.map("\n".join) | WORDS | st.text(max_size=30)
ONE, TWO, THREE, FOUR = (name_link(f"https://github.com/ada/seeds/pull/{number}") for number in (1, 2, 3, 4))
LINKS = st.lists(
    st.builds(
        DocumentLink,
        st.sampled_from([LinkKind.ISSUE, LinkKind.TRACKING]),
        st.sampled_from([f"https://x.org/{number}" for number in range(5)]),
        st.sampled_from(["", "Notes"]),
    ),
    unique_by=lambda link: link.url,
).map(tuple)


def merged(base: str, mine: str, theirs: str) -> str:
    return text_of_pieces(merge_texts(base, mine, theirs))


def lines(text: str) -> list[str]:
    return sorted(line for line in text.split("\n") if line.strip())


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("", "", "It boots.", "It boots."),
        ("", "* a", "* b", "* b\n* a"),
        ("", "It boots.", "It runs.", "It runs.\n\nIt boots."),
        ("", "* a\n* b", "* a\n* c", "* a\n* c\n* b"),
        ("* a", "* a\n* b", "* a\n* c", "* a\n* c\n* b"),
        ("* a", "* A\n* b", "* a\n* c", "* A\n* b\n* c"),
        ("* a\n* b\n* c", "* a\n* c", "* a\n* b\n* c\n* d", "* a\n* c\n* d"),
        ("* a\n* b", "* a\n* b", "* a", "* a"),
        ("It boots.", "It boots. Slowly.", "It boots. Twice.", "It boots. Twice. Slowly."),
        ("It boots slowly.", "It boots quickly.", "Now it boots slowly.", "Now it boots quickly."),
        ("It boots slowly.", "It boots quickly.", "It boots twice.", "It boots twice.\n\nIt boots quickly."),
        ("* It boots", "* It boots fast", "* It boots\n* It runs", "* It boots fast\n* It runs"),
        ("It boots.", "", "It boots twice.", "It boots twice."),
        (" It", "* It", "Boots", "Boots\n* It"),
        ("one two three four", "one 2 three four", "one 2 three 4", "one 2 three 4"),
        ("It boots.", "It boots.\n\nFast.", "It boots.\n\nOften.", "It boots.\n\nOften.\n\nFast."),
        ("* a\n* b", "* a\n* n\n* b", "* a\n* n\n* B", "* a\n* n\n* B"),
    ],
)
def test_both_changes_are_in_the_merged_text(base: str, mine: str, theirs: str, both: str) -> None:
    assert merged(base, mine, theirs) == both


def test_pieces_tell_whose_change_each_is() -> None:
    assert merge_texts("* a\n* b c", "* a\n* b d", "* e\n* a\n* b c") == (
        MergedPiece("* e\n", By.THEM),
        MergedPiece("* a\n"),
        MergedPiece("* b"),
        MergedPiece(" c", By.ME, removed=True),
        MergedPiece(" d", By.ME),
        MergedPiece("\n"),
    )


def test_clash_keeps_both_and_says_so() -> None:
    assert merge_texts("It boots.", "It runs.", "It crawls.") == (
        MergedPiece("It crawls.\n", By.THEM, clash=True),
        MergedPiece("\n", By.ME, clash=True),
        MergedPiece("It runs.\n", By.ME, clash=True),
    )


def test_what_both_wrote_stands_there_once() -> None:
    assert merge_texts("", "It boots.", "It boots.") == (MergedPiece("It boots.\n", By.BOTH),)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_one_changed_is_what_they_made_of_it(base: str, changed: str) -> None:
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed
    assert merged(base, changed, changed) == changed


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_no_word_that_either_added_is_lost(base: str, mine: str, theirs: str) -> None:
    both = Counter(merged(base, mine, theirs).split())

    for version in (mine, theirs):
        added = Counter(word for word in version.split() if word not in base)
        assert added <= both


@settings(deadline=None)
@given(LINES, LINES, LINES)
def test_no_line_that_either_added_is_lost(base: list[str], mine: list[str], theirs: list[str]) -> None:
    texts = ["\n".join(line.replace(" ", "_") for line in version) for version in (base, mine, theirs)]
    both = lines(merged(*texts))

    for text in texts[1:]:
        assert set(lines(text)) - set(lines(texts[0])) <= set(both)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_it_makes_no_difference_who_saves_first(base: str, mine: str, theirs: str) -> None:
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)

    assert sorted(one.split()) == sorted(other.split())


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_nothing_is_made_up(base: str, mine: str, theirs: str) -> None:
    written = {*base.split(), *mine.split(), *theirs.split()}

    assert set(merged(base, mine, theirs).split()) <= written
    assert "<<<" not in merged(base, mine, theirs) or "<<<" in base + mine + theirs


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ((ONE, TWO, THREE), (ONE, TWO, FOUR), (ONE, TWO, THREE, FOUR)),
        ((ONE,), (ONE, TWO, THREE), (ONE, THREE)),
        ((TWO, ONE), (ONE, TWO, THREE), (TWO, ONE, THREE)),
        ((), (ONE, TWO), ()),
        ((), (ONE,), ()),
    ],
)
def test_links_added_by_either_are_there_and_those_removed_by_either_are_not(
    mine: tuple[DocumentLink, ...], theirs: tuple[DocumentLink, ...], both: tuple[DocumentLink, ...]
) -> None:
    assert merge_links((ONE, TWO), mine, theirs) == both


def test_link_that_one_removed_and_the_other_named_stays() -> None:
    named = name_link(ONE.url, said="Water them")

    assert merge_links((ONE,), (), (named,)) == (named,)
    assert merge_links((ONE,), (named,), ()) == (named,)


@settings(deadline=None)
@given(LINKS, LINKS)
def test_links_that_one_changed_are_what_they_made_of_them(
    base: tuple[DocumentLink, ...], changed: tuple[DocumentLink, ...]
) -> None:
    assert merge_links(base, changed, base) == changed
    assert merge_links(base, base, changed) == changed
    assert merge_links(base, changed, changed) == changed


@settings(deadline=None)
@given(LINKS, LINKS, LINKS)
def test_links_are_the_same_whoever_saves_first(
    base: tuple[DocumentLink, ...], mine: tuple[DocumentLink, ...], theirs: tuple[DocumentLink, ...]
) -> None:
    one, other = (merge_links(base, *pair) for pair in ((mine, theirs), (theirs, mine)))

    assert {link.url for link in one} == {link.url for link in other}
    assert {link.url for link in (*mine, *theirs)} - {link.url for link in base} <= {link.url for link in one}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("partly", "achieved", "partly", "achieved"),
        ("partly", "partly", "achieved", "achieved"),
        ("partly", "achieved", "not-started", "achieved"),
        ("", "achieved", "partly", "achieved"),
    ],
)
def test_outcome_is_that_of_whoever_changed_it_and_mine_if_both_did(
    base: str, mine: str, theirs: str, both: str
) -> None:
    merge = merge_versions(Version(outcome=base), Version(outcome=mine), Version(outcome=theirs))

    assert merge.merged.outcome == both


def test_pieces_are_found_for_the_fields_that_differ() -> None:
    base = Version("partly", "Nearly.", "It boots.", "Kept.", (ONE, TWO))
    mine = Version("partly", "Nearly.", "It boots.\n\nFast.", "Kept.", (TWO, THREE))
    theirs = Version("partly", "Nearly.", "It boots.", "", (ONE, TWO, FOUR))

    merge = merge_versions(base, mine, theirs)

    assert merge.merged == Version("partly", "Nearly.", "It boots.\n\nFast.", "", (TWO, THREE, FOUR))
    assert list(merge.pieces) == ["achievements", "notes", "links"]
    assert [(piece.by, piece.removed) for piece in merge.pieces["links"]] == [
        (By.NOBODY, False),
        (By.ME, False),
        (By.THEM, False),
        (By.ME, True),
    ]


@pytest.mark.parametrize("line", ["a\n", "\n", "a b c\n", "\n\na"])
def test_merging_hostile_texts_grows_with_their_length_alone(line: str) -> None:
    def merge(length: int) -> None:
        text = line * (length // len(line))
        merged(text, f"x{text}b{text}"[:length], f"y{text[1:]}")

    assert growth(merge, 5_000) < 8
