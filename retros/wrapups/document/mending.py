"""From the bytes of a file to the text its author wrote."""

import re

from ftfy import TextFixerConfig, fix_text

from retros.wrapups.document.facts import DocumentRejected

LARGEST = 2_000_000
"""Bytes. The longest wrap-up so far has 47,000."""

AS_WRITTEN = TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    normalization=None,
)
# What the first byte of a longer UTF-8 sequence looks like in a Western or Turkish code page, before the next one.
BROKEN = re.compile(r"[ÂÃâïðğÐĞ][^\x00-\x7f]")
LOST_BYTES = {
    "ï¸": "\N{VARIATION SELECTOR-16}",
    "â€": "\N{ZERO WIDTH JOINER}",
    "ğŸ»": "\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}",
    "ğŸ¼": "\N{EMOJI MODIFIER FITZPATRICK TYPE-3}",
    "ğŸ½": "\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
    "ğŸ¾": "\N{EMOJI MODIFIER FITZPATRICK TYPE-5}",
    "ğŸ¿": "\N{EMOJI MODIFIER FITZPATRICK TYPE-6}",
    "ğŸ—": "🏗",
    "ğŸ“": "📍",
    "ğŸŒ": "🌐",
    "ğŸ”": "🔐",
    "ğŸ¤": "🎤",
    "ğŸ¯": "🎯",
}
"""Windows-1254 has no character for seven bytes, so one is missing here. Where several emoji are possible, it is the
one that the community uses most."""
LOST = re.compile(r"(ï¸(?!\x8f)|â€(?=ğ)|ğŸ(?:[»¼½¾¿](?=[\sâ])|—(?=ï¸)|[“Œ”¤¯](?=\s)))")


def decode(data: bytes) -> str:
    """Make text of a file. Refuses what is empty, too large, or no text."""
    if len(data) > LARGEST:
        raise DocumentRejected(f"The file has {len(data):,} bytes. A wrap-up has {LARGEST:,} at most.", line=1)
    if b"\0" in data:
        raise DocumentRejected(
            "This is no text file: it has zero bytes.", line=1 + data.count(b"\n", 0, data.find(b"\0"))
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _western(data, error)


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    line = 1 + data.count(b"\n", 0, error.start)
    if error.reason == "unexpected end of data":
        raise DocumentRejected("The file ends in the middle of a character: a part of it is missing.", line=line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = "\x00"
    if any(character < " " and character not in "\t\r\n\f" for character in text):
        raise DocumentRejected("This is no text file, or not in UTF-8.", line=line)
    return text


def mend(text: str) -> tuple[str, list[int]]:
    """Give line ends one form, and broken characters back theirs. Also returns the lines that were broken, from 1."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if BROKEN.search(text) is None:
        return text, []
    lines = text.split("\n")
    mended = [_mend_line(line) if BROKEN.search(line) else line for line in lines]
    broken = [number for number, (before, after) in enumerate(zip(lines, mended, strict=True), 1) if before != after]
    return "\n".join(mended), broken


def _mend_line(line: str) -> str:
    """Where a byte was lost first: the rest would stand for another character."""
    pieces = LOST.split(line)
    return "".join(LOST_BYTES.get(piece) or fix_text(piece, AS_WRITTEN) for piece in pieces)
