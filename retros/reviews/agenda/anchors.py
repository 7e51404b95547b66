"""The anchors GitHub gives to headings, so that a line elsewhere can link to one. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import category
from urllib.parse import quote

from planning.markdown import plain


def heading_anchors(headings: Iterable[str]) -> Iterator[str]:
    """The anchor of each heading in a Markdown document. The second of the same name gets a number."""
    met: Counter[str] = Counter()
    for heading in headings:
        anchor = heading_anchor(heading)
        yield f"{anchor}-{met[anchor]}" if met[anchor] else anchor
        met[anchor] += 1


def heading_anchor(heading: str) -> str:
    """`🛡️ Make [It](https://…) Ready` has %EF%B8%8F-make-it-ready: the variation selector of its emoji stays."""
    kept = (character for character in plain(heading).strip().lower() if is_kept(character))
    return quote("".join(kept).replace(" ", "-"))


def is_kept(character: str) -> bool:
    """Letters, marks, decimal digits and connecting punctuation (what Unicode calls a word), spaces and hyphens."""
    kind = category(character)
    return character in " -" or kind[0] in "LM" or kind in {"Nd", "Pc"}
