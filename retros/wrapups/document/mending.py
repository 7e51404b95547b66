"""From the bytes of a file to the text its author wrote."""

import re

from ftfy import TextFixerConfig, fix_encoding

from planning.texts import cleaning
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
    "ï¸": "ï¸\x8f",  # a variation selector
    "â€": "â€\x8d",  # a joiner between two emoji
    **{f"ğŸ{tone}": f"ğŸ\x8f{tone}" for tone in "»¼½¾¿"},  # skin tones
    "ğŸ—": "ğŸ\x8f—",  # 🏗
    "ğŸ“": "ğŸ“\x8d",  # 📍
    "ğŸŒ": "ğŸŒ\x90",  # 🌐
    "ğŸ”": "ğŸ”\x90",  # 🔐
    "ğŸ¤": "ğŸ\x8e¤",  # 🎤
    "ğŸ¯": "ğŸ\x8e¯",  # 🎯
}
"""Windows-1254 has no character for seven bytes, so one is missing here, and is put back. If several emoji are
possible, it is the one the community uses most."""
LOST = re.compile(r"ï¸(?!\x8f)|â€(?=[ğâ])|ğŸ(?:[»¼½¾¿](?=[\sâ])|—(?=ï¸)|[“Œ”¤¯](?=\s))")

QUOTE = re.compile(r"â€(?=[\s.,;:!?)]|$)")  # a closing quotation mark


def decode(data: bytes) -> str:
    """Decode a file. Refuses one that is empty, too large, or not text."""
    if len(data) > LARGEST:
        raise DocumentRejected(f"The file has more than {LARGEST:,} bytes. No wrap-up is that long.", line=1)
    if b"\0" in data:
        raise DocumentRejected(
            "This isn't a text file: it contains null bytes.", line=1 + data.count(b"\n", 0, data.find(b"\0"))
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _western(data, error)


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    line = 1 + data.count(b"\n", 0, error.start)
    if error.reason == "unexpected end of data":
        raise DocumentRejected("The file ends in the middle of a character: part of it is missing.", line=line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = "\x00"
    if any(character < " " and character not in "\t\r\n\f" for character in text):
        raise DocumentRejected("This isn't a text file, or isn't in UTF-8.", line=line)
    return text


def mend(text: str) -> tuple[str, list[int]]:
    """Normalize line endings, repair broken characters, then clean the text.

    Also returns the lines that were broken, from 1.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines = text.split("\n")
    mended = [_mend_line(line) if BROKEN.search(line) else line for line in lines]
    broken = [number for number, (before, after) in enumerate(zip(lines, mended, strict=True), 1) if before != after]
    cleaned = cleaning.lines("\n".join(mended))
    if cleaned == text or BROKEN.search(cleaned) is None:
        return cleaned, broken
    # What was taken out was between two halves of a broken character.
    again, more = mend(cleaned)
    return again, sorted({*broken, *more})


def _mend_line(line: str) -> str:
    """Lost bytes first: what is left of a character would combine with what follows into another one."""
    line = QUOTE.sub("â€\x9d", line)
    return fix_encoding(LOST.sub(lambda match: LOST_BYTES[match[0]], line), AS_WRITTEN)
