import pytest

from retros.wrapups.document import DocumentRejected, decode, read_document
from retros.wrapups.document.mending import LARGEST, mend

WHOLE = "- 🗓️ **Date:** – 👩🏽‍🌾 “quoted” ½ &amp; naïve"


def broken(text: str) -> str:
    """As left by a program that takes UTF-8 for Turkish and drops what that has no characters for."""
    return text.encode().decode("cp1254", "ignore")


@pytest.mark.parametrize(
    "text", [WHOLE, "📍 Here", "## 🌐 Net", "🎤 Talk", "🏗️ Build", "⛔️ no", "✨ shine", "👨🏼‍💻 work", "🎯 hit"]
)
def test_mend_gives_broken_characters_back(text: str) -> None:
    assert mend(broken(text)) == (text, [1])


def test_mend_leaves_whole_text_alone() -> None:
    text = f"{WHOLE}\nÄpfel, Ñandú, Ça va, ğ and Ğ – “ok”\n"

    assert mend(text) == (text, [])


def test_mend_gives_line_ends_one_form() -> None:
    assert mend("\ufeffa\r\nb\rc\0") == ("a\nb\nc\ufffd", [])


def test_mend_cleans_the_text_once_it_is_mended() -> None:
    assert mend("U\u0308ber\u202e \u0007us\u2028now") == ("Über us\nnow", [])


def test_read_tells_which_lines_were_mended() -> None:
    text = broken("# Hack The Garden 12/2026 Wrap Up\n\n## 🌱 Grow\n\n**Next Steps:** ✨ More.\n")

    reading = read_document(text)

    assert [topic.heading for topic in reading.document.topics] == ["🌱 Grow"]
    assert [(each.line, each.text) for each in reading.warnings] == [
        (3, "Broken characters were repaired. Please check lines 3, 5.")
    ]


def test_decode_takes_western_text_that_is_not_unicode() -> None:
    assert decode("Grün – für alle\n".encode("cp1252")) == "Grün – für alle\n"
    assert decode("Grün\n".encode("utf-8-sig")) == "Grün\n"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a\nb\0c", 2, "null bytes"),
        (b"\x89PNG\r\n\x1a\n\x81\x02", 1, "isn't a text file"),
        ("Äpfel\nund Bäume 🌱".encode()[:-1], 2, "in the middle of a character"),
        (b"x" * (LARGEST + 1), 1, "more than 2,000,000 bytes"),
    ],
)
def test_decode_refuses_what_is_no_text(data: bytes, line: int, message: str) -> None:
    with pytest.raises(DocumentRejected, match=message) as refused:
        decode(data)

    assert refused.value.line == line
