"""The front matter of a document: what the website's tools read above its title."""

import re
from collections.abc import Iterator
from itertools import groupby

from retros.wrapups.document.dates import front_lines

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<text>.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
LAST = {"local", "banner"}
"""What the website has below our own lines. Anything else goes above them."""


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter, and the text with as many empty lines in its place, so that line numbers stay right."""
    if not text.lstrip().startswith("---"):
        return "", text
    match = FRONT_MATTER.match(text)
    if match is None:
        return "", text
    return match["text"] or "", "\n" * match[0].count("\n") + text[match.end() :]


def other_lines(front: str, slug: str) -> Iterator[str]:
    """The lines of the front matter that are not written anyway."""
    ours = front_lines(slug)
    return (line for line in front.split("\n") if line.strip() and re.sub("[\"']", "", line).rstrip() not in ours)


def write_front_matter(others: str, slug: str) -> str:
    """The other lines with ours among them, in the order that the website has them in."""
    there = {line.partition(":")[0] for line in others.split("\n")}
    ours = [line for line in front_lines(slug) if line.partition(":")[0] not in there]
    quoted = [re.sub(r"^title: (.*)$", r'title: "\1"', line) for line in ours]
    entries = list(_entries(others))
    below = len(entries)
    while below and entries[below - 1][0].partition(":")[0] in LAST:
        below -= 1
    above, last = ([line for entry in some for line in entry] for some in (entries[:below], entries[below:]))
    return "\n".join(["---", *above, *quoted, *last, "---"])


def _entries(others: str) -> Iterator[list[str]]:
    """The lines of each key, with those below it."""
    number = 0

    def entry(line: str) -> int:
        nonlocal number
        number += not line.startswith((" ", "\t", "-"))
        return number

    lines = others.split("\n") if others else []
    return (list(group) for _, group in groupby(lines, entry))


def site_front_matter(slug: str) -> str:
    """What the community's website puts above a document of its own, without our lines."""
    return "\n".join(
        [
            "github_repo: 'https://github.com/gardener/documentation'",
            "github_subdir: hugo/content/community/hackathons",
            "outline: 2",
            "params:",
            "  github_branch: master",
            "path_base_for_github_subdir:",
            f"  from: content/community/hackathons/{slug}.md",
            f"  to: {slug}.md",
            "local: true",
        ]
    )
