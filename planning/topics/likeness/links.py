"""What a text links to, each in one form: two topics about the same pull request are relatives."""

import re

LINK = re.compile(r"https?://[^\s<>()\[\]\"'`\x00-\x1f\x7f\ud800-\udfff]+|\b[\w.-]+/[\w.-]+#\d+\b")
"""An address, or `gardener/gardener#8810`."""
GITHUB = re.compile(
    r"https?://(?:www\.)?github\.com/(?P<repository>[\w.-]+/[\w.-]+)"
    r"(?:/(?P<kind>pull|issues|discussions|tree|commits?|compare)/(?P<which>[^?#]+))?"
)
NUMBER = re.compile(r"\d+")
OF_EVERYONE = frozenset({"gardener/gardener", "gardener/documentation"})
"""Where all of them work: to link to it says nothing."""
LONGEST = 200
"""Characters of a link that are compared."""


def comparable_links(text: str) -> frozenset[str]:
    return frozenset(link for found in LINK.findall(text) if (link := in_one_form(found)) not in OF_EVERYONE)


def in_one_form(link: str) -> str:
    """`owner/name#12`, `owner/name@branch` and `owner/name` on GitHub; elsewhere the address without its scheme."""
    link = link.rstrip(".,;:!?*_")
    found = GITHUB.match(link)
    if not found:
        bare = link.split("#")[0] if "://" in link else link
        return re.sub(r"^https?://(?:www\.)?", "", bare).rstrip("/").casefold()[:LONGEST]
    repository = found["repository"].removesuffix(".git").casefold()
    which = (found["which"] or "").rstrip("/").casefold()
    if number := NUMBER.match(which) if found["kind"] in {"pull", "issues", "discussions"} else None:
        return f"{repository}#{number[0]}"
    return f"{repository}@{which}"[:LONGEST] if which else repository


def is_about_one_thing(link: str) -> bool:
    """An issue, a pull request or a branch; a repository may be about anything."""
    return "#" in link or "@" in link
