import sys
import unicodedata

import pytest

from planning.texts.cleaning import address, folded, line, lines

PICTURES = ["👩‍💻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "🙂‍↔️", "1️⃣", "🧑🏽‍🚀", "❤️"]
JOINED_LETTERS = ["می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී", "葛\U000e0100"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \t Lovelace ", "Ada Lovelace"),
        ("A\r\nBcc: x@example.org", "A Bcc: x@example.org"),
        ("A\u2028B\u2029C\x85D\x0bE\x0cF\x07G", "A B C D E F G"),
        ("\u202eevil\u2066", "evil"),
        ("A\u200dda", "Ada"),
        ("\ufeffA\u200b\u2060d\u00ada", "Ada"),
        ("U\u0308berblick", "Überblick"),
        ("half a character \ud83d", "half a character"),
        ("\u200d👩", "👩"),
        ("A\ufe0f\ufe0f", "A\ufe0f"),
        ("A\U0001d173d\U0001bca0a\u17b4", "Ada"),
    ],
)
def test_a_line_keeps_what_is_seen(typed: str, kept: str) -> None:
    assert line(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "\xa0", "\u200b\u2060", "\u202e", "\u3164", "\u2800", "\u200d", "\u0301"])
def test_what_shows_nothing_is_nothing(typed: str) -> None:
    assert (line(typed), lines(typed)) == ("", "")


@pytest.mark.parametrize("text", [*PICTURES, *JOINED_LETTERS, "naïve", "Ð·文"])
def test_emoji_and_joined_letters_stay_whole(text: str) -> None:
    assert (line(f"A {text} B"), line(text), lines(text)) == (f"A {text} B", text, text)


def test_lines_keep_their_breaks_and_lose_what_turns_them() -> None:
    assert lines("one\r\n\ttwo\n\u202ethree\u2069\x07\u2028four ") == "one\r\n\ttwo\nthree\nfour "


@pytest.mark.parametrize(
    "written",
    ["Ökohaus", "ÖKOHAUS", "O\u0308kohaus", "  ökohaus\n", "Ö\u200bkohaus", "Öko\u00adhaus", "Öko\U0001d17ahaus"],
)
def test_what_looks_the_same_is_folded_alike(written: str) -> None:
    assert folded(written) == "ökohaus"


def test_folding_and_cleaning_twice_changes_nothing_more() -> None:
    """Of no character there is. Ideographs, of which there are so many, are left out."""
    every = [chr(number) for number in range(sys.maxunicode + 1)]
    every = [character for character in every if unicodedata.category(character) not in {"Lo", "Cn", "Co"}]

    assert [c for c in every if folded(folded(c)) != folded(c)] == []
    assert [c for c in every if line(line(f"A{c}B")) != line(f"A{c}B")] == []
    assert [c for c in every if lines(lines(c)) != lines(c)] == []


@pytest.mark.parametrize("typed", [" ADA@Example.org", "ada@example.org\u200b", "ADA＠example.org", "ada@EXAMPLE.org"])
def test_an_address_is_kept_in_one_form(typed: str) -> None:
    assert address(typed) == "ada@example.org"


def test_an_address_of_another_domain_stays_another() -> None:
    assert address("ada@straße.de") == "ada@straße.de"
