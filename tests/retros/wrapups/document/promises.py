"""What the reader promises for any text, and texts that try it."""

import re

from hypothesis import strategies as st

from retros.wrapups.document import Document, DocumentRejected, Reading, read_document, write_document
from retros.wrapups.document.header import NAMES
from retros.wrapups.document.labels import FIELD_OF, LINK_WORDS, normalized
from retros.wrapups.document.mending import mend

FORMAT = {word for words in (*FIELD_OF, *LINK_WORDS, *NAMES) for word in words.split()}
FORMAT |= {"conclusion", "none", "n", "a", "nothing", "hr", "title", "weight", "prev", "next", "false", "wrapup"}
"""Words that are the format's own: they come back as a field, not as text."""

LINES = (
    "**Problem Statement:** It grows.", "**Motivation/Benefits**: Flowers.", "**Achievements:**", "**Next Steps:**",
    "**Issue:** none", "**Slides:** https://example.org/slides", "**Learned:** much",
    "__Issue__: see https://x.org", "Problem Statement: plain", "Code: ada/seeds#7",
    "- **Problem Statement:** a bullet", "- **Issue:** none",
    "# Hack The Garden 05/2026 Wrap Up", "## 🌱 Grow", "## Two", "### Achievements", "### Lessons", "#### Deep", "###",
    "## Conclusion", "## Fast Tracks", "## Next Steps", "Title\n===", "Below\n---", "1. First: one", "2. Second: two",
    "* one", "  * two", "    code", "* [ ] task", "text here", "another one.", "None.", "N/A", "", "", "",
    "```", "~~~", "# in code", "---", "<hr />", "***", "<!-- comment -->", "<!--", "-->", "> [!TIP]",
    "> **Tracking:** [ada/seeds#1](https://github.com/ada/seeds/issues/1)", "> quoted",
    "https://github.com/ada/seeds/pull/3, https://example.org/y", "![picture](a.png)", "[here](/docs/here)",
    "[Sow](https://github.com/ada/seeds/pull/4) and more",
    "* [Reap – ada/seeds#5](https://github.com/ada/seeds/pull/5)",
    "- 📍 **Location:** [Hut](https://example.org/hut)", "- 🗓️ **Date:** 04.05.2026 – 08.05.2026",
    "- 👤 **Organizer:** A, B",
    "\\## escaped", "\\**Issue:** escaped", "| a | b |", "[x]: https://example.org/x", "\ttab", "ğŸŒ± broken",
    "<b>bold</b>",
)  # fmt: skip
NUMBER = re.compile(r"\d{1,3}")
LINE = st.sampled_from(LINES)
BLOCK = st.builds("{}{}".format, LINE, st.sampled_from(["", "\n", "\n\n"]))
MARKS = st.text(alphabet=st.sampled_from(list("ab#*-_>`~[]()!:/\\ \n\n.|<=+1é🌱")), max_size=120)
TOPIC = "# Hack The Garden 05/2026 Wrap Up\n\n## 🌱 First\n\n"
TEXTS = (
    st.lists(LINE, max_size=30).map(lambda lines: TOPIC + "\n".join(lines) + "\n")
    | st.lists(BLOCK, max_size=40).map(lambda blocks: "\n".join(blocks) + "\n")
    | MARKS.map(lambda marks: f"{TOPIC}{marks}\n")
    | st.text(max_size=200).map(lambda text: f"{TOPIC}{text}\n")
)


def reading_of(text: str) -> Reading | None:
    """None where it is refused. Nothing else may happen."""
    try:
        return read_document(text)
    except DocumentRejected as rejection:
        refused = rejection
    assert 1 <= refused.line <= text.count("\n") + text.count("\r") + 1
    return None


def lost_words(text: str, reading: Reading) -> list[str]:
    """Words that are neither in the document nor in a warning. The numbers of a list need not stay."""
    kept = write_document(reading.document) + " ".join(warning.text for warning in reading.warnings)
    there = set(words(kept))
    lost = (word for word in words(mend(text)[0]) if word not in there)
    return [word for word in lost if normalized(word) not in FORMAT and not NUMBER.fullmatch(word)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("http", " http"))


def read_again(document: Document) -> Document:
    return read_document(write_document(document)).document


def check(text: str) -> None:
    """All promises at once. What broken characters stood for is a guess, which may be another one."""
    reading = check_kept(text)
    if reading and not mend(write_document(reading.document))[1]:
        assert read_again(reading.document) == reading.document


def check_kept(text: str) -> Reading | None:
    """That it is refused or read, and that no word is lost."""
    reading = reading_of(text)
    if reading is None or mend(text)[1]:
        return None
    assert lost_words(text, reading) == []
    return reading
