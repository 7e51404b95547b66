"""Writing the Markdown of a wrap-up in the community's current format."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from retros.wrapups.document.dates import front_lines
from retros.wrapups.document.escaping import escaped, with_blocks_closed
from retros.wrapups.document.facts import Document, DocumentLink, DocumentTopic, LinkKind
from retros.wrapups.document.labels import is_frame, label_of
from retros.wrapups.document.links import linked, name_link, write_link

LINKS = {
    None: "Code & Pull Requests",
    LinkKind.ISSUE: "Issues",
    LinkKind.BRANCH: "Branches",
    LinkKind.COMMIT: "Commits",
    LinkKind.REPOSITORY: "Repositories",
    LinkKind.DOCUMENT: "Documents",
    LinkKind.TRACKING: "Tracking",
}
"""The labels for links whose kind the address does not show."""


def write_document(document: Document) -> str:
    """Write front matter, header list, and a section for each topic. Read back, it is the same document."""
    blocks = [_write_front_matter(document), f"# {document.name} Wrap Up", *_header(document)]
    if document.introduction:
        below = 2 if document.topics else 6  # a heading would be a topic if there are no others
        blocks.append(escaped(document.introduction, below=below))
    for topic in document.topics:
        blocks += _topic(topic, is_last=topic is document.topics[-1])
    if document.conclusion:
        blocks += ["## Conclusion", escaped(document.conclusion, below=2)]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _write_front_matter(document: Document) -> str:
    there = {line.partition(":")[0] for line in document.front_matter.split("\n")}
    ours = [line for line in front_lines(document.slug) if line.partition(":")[0] not in there]
    quoted = [re.sub(r"^title: (.*)$", r'title: "\1"', line) for line in ours]
    return "\n".join(["---", *filter(None, [document.front_matter]), *quoted, "---"])


def _header(document: Document) -> Iterator[str]:
    lines = []
    if document.starts_on and document.ends_on:
        lines.append(f"- 🗓️ **Date:** {document.starts_on:%d.%m.%Y} – {document.ends_on:%d.%m.%Y}")
    if document.venue:
        lines.append(f"- 📍 **Location:** {linked(document.venue, document.venue_url)}")
    if document.hosts:
        lines.append("- 👤 **Organizer:** " + ", ".join(linked(name, url) for name, url in document.hosts))
    if document.topics_url:
        lines.append(f"- 📘 **Topics:** {document.topics_url}")
    if document.review_url:
        lines.append(f"- 🎤 **Review Meeting Summary:** {document.review_url}")
    if lines:
        yield "\n".join(lines)


def _topic(topic: DocumentTopic, *, is_last: bool) -> Iterator[str]:
    yield f"## {' '.join(topic.heading.split())}"
    if topic.notes:
        yield escaped(topic.notes, below=2)
    yield from _section("Problem Statement", escaped(topic.problem_statement))
    yield from _section("Motivation & Benefits", escaped(topic.motivation))
    yield from _section("Outcome", escaped(topic.outcome))
    yield from _section("Achievements", escaped(topic.achievements))
    yield from _section("Next Steps", _steps(topic) or ("None." if _could_mislead(topic, is_last=is_last) else ""))
    for label, links in groupby(topic.links, key=_label_needed):
        yield from _section(LINKS[label], _list([write_link(link, label=label) for link in links]))


def _steps(topic: DocumentTopic) -> str:
    introduction = topic.steps_introduction if topic.next_steps else ""
    return "\n\n".join(filter(None, [escaped(introduction), _list(topic.next_steps)]))


def _could_mislead(topic: DocumentTopic, *, is_last: bool) -> bool:
    """Whether its heading alone would read as part of something else, or its end as that of a cut-off file."""
    is_part = is_frame(topic.title) or label_of(topic.title) is not None or topic.notes.startswith("#")
    is_open = bool(topic.problem_statement) and not (topic.achievements or topic.outcome or topic.links)
    return is_part or (is_last and is_open)


def _label_needed(link: DocumentLink) -> LinkKind | None:
    """The label a link needs: none if its address shows the kind, or no label could."""
    return link.kind if link.kind in LINKS and name_link(link.url).kind is not link.kind else None


def _section(title: str, text: str) -> Iterator[str]:
    if text:
        yield f"### {title}"
        yield text


def _list(entries: Sequence[str]) -> str:
    return "\n".join("* " + with_blocks_closed(entry.strip()).replace("\n", "\n  ") for entry in entries)
