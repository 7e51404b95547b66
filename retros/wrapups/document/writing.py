"""Writing the Markdown of a wrap-up in the community's present format."""

from collections.abc import Iterator
from datetime import date

from retros.wrapups.document.facts import Document, DocumentTopic
from retros.wrapups.document.links import write_link


def write(document: Document) -> str:
    """Write front matter, header list, and a section for each topic."""
    blocks = [*_front_matter(document), *_header(document)]
    if document.introduction:
        blocks.append(document.introduction)
    for topic in document.topics:
        blocks += _topic(topic)
    if document.conclusion:
        blocks += ["## Conclusion", document.conclusion]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _front_matter(document: Document) -> Iterator[str]:
    lines = ["---"]
    if document.front_matter:
        lines.append(document.front_matter)
    if document.slug:
        year, month = document.slug.split("-")
        lines += [f'title: "{date(int(year), int(month), 1):%B %Y}"', f"weight: -{year}{month}"]
    yield "\n".join([*lines, "prev: false", "next: false", "---"])
    yield f"# {document.name} Wrap Up"


def _header(document: Document) -> Iterator[str]:
    lines = []
    if document.starts_on and document.ends_on:
        lines.append(f"- 🗓️ **Date:** {document.starts_on:%d.%m.%Y} – {document.ends_on:%d.%m.%Y}")
    if document.venue:
        lines.append(f"- 📍 **Location:** {_named(document.venue, document.venue_url)}")
    if document.hosts:
        lines.append("- 👤 **Organizer:** " + ", ".join(_named(name, url) for name, url in document.hosts))
    if document.topics_url:
        lines.append(f"- 📘 **Topics:** {document.topics_url}")
    if document.review_url:
        lines.append(f"- 🎤 **Review Meeting Summary:** {document.review_url}")
    if lines:
        yield "\n".join(lines)


def _topic(topic: DocumentTopic) -> Iterator[str]:
    yield f"## {topic.heading}"
    if topic.notes:
        yield topic.notes
    yield from _section("Problem Statement", topic.problem_statement)
    yield from _section("Motivation & Benefits", topic.motivation)
    yield from _section("Outcome", topic.outcome)
    yield from _section("Achievements", topic.achievements)
    yield from _section("Next Steps", _list(topic.next_steps))
    yield from _section("Code & Pull Requests", _list(tuple(write_link(link) for link in topic.links)))


def _section(title: str, text: str) -> Iterator[str]:
    if text:
        yield f"### {title}"
        yield text


def _list(entries: tuple[str, ...]) -> str:
    return "\n".join("* " + entry.strip().replace("\n", "\n  ") for entry in entries)


def _named(name: str, url: str) -> str:
    return f"[{name}]({url})" if url else name
