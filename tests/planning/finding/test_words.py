import pytest

from planning.finding.words import asked_words, pieces_of, sentence_with, words_to_find


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ETCD, the etcd.", "the etcd"),
        ("`gardener-node-agent`", "gardener node agent"),
        ("ManagedResource", "managedresource managed resource"),
        ("Café Zürich Straße", "cafe zurich strasse"),
        ("v1.31 and 2_000", "v1 31 and 2 000"),
        ("🌱 – …", ""),
        ("İstanbul", "istanbul"),
        ("\ufe70 grows", "grows"),
        ("⑴ sow", "1 sow"),
    ],
)
def test_a_text_is_its_words(text: str, words: str) -> None:
    assert words_to_find(text) == words


def test_what_someone_types_is_taken_apart_alike() -> None:
    assert asked_words("Node-Agent zürich node") == ("node", "agent", "zurich")
    assert asked_words("'; DROP * \" : &") == ("drop",)


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Lose no etcd.", "etcd", ["etcd"]),
        ("ETCD and etcds", "etc", ["ETCD", "etcds"]),
        ("ManagedResource", "res", ["Resource"]),
        ("ManagedResource", "managedres", ["ManagedResource"]),
        ("a b", "a", ["a"]),
        ("Zürich", "zur", ["Zürich"]),
        ("gardener-node-agent", "agent node", ["node", "agent"]),
    ],
)
def test_words_found_are_pieces_of_their_own(text: str, asked: str, found: list[str]) -> None:
    pieces = pieces_of(text, asked_words(asked))

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_found] == found


def test_the_sentence_around_is_the_one_that_holds_most_of_the_words() -> None:
    text = "Nothing here. The etcd is lost.\n* The etcd of the shoot is lost, too.\nEnd."

    assert sentence_with(text, ("etcd", "shoot")) == "The etcd of the shoot is lost, too."


def test_of_a_sentence_without_end_the_part_around_the_word_is_shown() -> None:
    text = "before " * 100 + "etcd" + " after" * 100

    shown = sentence_with(text, ("etcd",))

    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "etcd" in shown
    assert len(shown) < 200
