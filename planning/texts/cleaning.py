"""What is kept of a typed text. Pure: pages, API, admin, tables and columns all ask here."""

import re
import unicodedata

BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Other ends of lines than \\r and \\n."""
TURNS = "\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of what follows."""
NO_TEXT = "\ud800-\udfff\ufffe\uffff"
"""Half characters and non-characters: neither can be stored everywhere."""
REFUSED = re.compile(f"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{TURNS}{NO_TEXT}]")
"""What belongs in no text, however many lines it has. NUL stays: forms refuse it by name."""
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that show nothing."""
ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
)
JOINERS = "\u200c\u200d"
SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
TAGS = "\U000e0000-\U000e007f"
IN_NEED_OF_A_NEIGHBOUR = re.compile(f"[{JOINERS}{SELECTORS}{TAGS}]")
IGNORED = re.compile(f"{ZERO_WIDTH.pattern[:-1]}{JOINERS}{SELECTORS}{TAGS}{TURNS}]")
SPACES = re.compile(f"[\\s{BLANKS}]+")
FLAG = "\U0001f3f4"
FIRST_OF_JOINED_SCRIPTS = "\u0600"
"""From Arabic on: Latin, Greek, Cyrillic and Hebrew letters are not joined."""


def line(text: str) -> str:
    """A name or title: one line of characters that are seen. Empty where none is."""
    text = REFUSED.sub(lambda found: " " if found[0] < " " else "", BREAKS.sub(" ", text))
    text = SPACES.sub(" ", ZERO_WIDTH.sub("", text)).strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", with_joiners_in_place(text))
    return text if is_seen(text) else ""


def lines(text: str) -> str:
    """A text of any number of lines, which stay as they are. Empty where nothing is seen."""
    text = REFUSED.sub("", BREAKS.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text if is_seen(text) else ""


def folded(text: str) -> str:
    """What texts that look the same have in common, whatever their case, Unicode form and spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", IGNORED.sub("", text))
        text = unicodedata.normalize("NFKC", text.casefold())
    return SPACES.sub(" ", REFUSED.sub("", text)).strip().casefold()


def address(text: str) -> str:
    """Where mail goes, in the one form it is kept in. Not folded: `straße.de` belongs to someone else."""
    text = unicodedata.normalize("NFKC", IGNORED.sub("", text))
    return unicodedata.normalize("NFKC", text.lower()).strip()


def is_seen(text: str) -> bool:
    if text.isascii():
        return bool(text.strip())
    seen = (c for c in IGNORED.sub("", text) if not c.isspace() and c not in BLANKS)
    return any(unicodedata.category(character) not in {"Cc", "Cf", "Mn", "Me"} for character in seen)


def with_joiners_in_place(text: str) -> str:
    """Joiners, selectors and tags stay where they belong: in emoji, and in scripts that join their letters."""
    if not IN_NEED_OF_A_NEIGHBOUR.search(text):
        return text
    kept: list[str] = []
    for index, character in enumerate(text):
        before, after = kept[-1] if kept else "", text[index + 1 : index + 2]
        if not IN_NEED_OF_A_NEIGHBOUR.match(character) or belongs(character, before, after):
            kept.append(character)
    return "".join(kept)


def belongs(character: str, before: str, after: str) -> bool:
    if not before or before.isspace():
        return False
    if character in JOINERS:
        return is_joined_letter(before) or (is_pictorial(before) and is_pictorial(after))
    if "\U000e0000" <= character <= "\U000e007f":
        return before == FLAG or "\U000e0000" <= before <= "\U000e007f"
    return not IN_NEED_OF_A_NEIGHBOUR.match(before)


def is_joined_letter(character: str) -> bool:
    return (
        character >= FIRST_OF_JOINED_SCRIPTS
        and unicodedata.category(character)[0] in "LM"
        and not is_pictorial(character)
    )


def is_pictorial(character: str) -> bool:
    """A part of an emoji; newer ones than this Python knows lie in the same block."""
    if not character:
        return False
    selected = character == "\ufe0f" or "\U000e0020" <= character <= "\U000e007f"
    return selected or character >= "\U0001f000" or unicodedata.category(character) in {"So", "Sm", "Sk"}
