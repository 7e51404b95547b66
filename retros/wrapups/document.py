"""The wrap-up as the community publishes it. Pure: text out of plain data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class DocumentLink:
    url: str
    title: str = ""


@dataclass(frozen=True)
class DocumentTopic:
    """One topic with what it came to. Texts are Markdown."""

    title: str
    problem: str = ""
    motivation: str = ""
    benefits: tuple[str, ...] = ()
    outcome: str = ""
    achievements: str = ""
    next_steps: tuple[str, ...] = ()
    links: tuple[DocumentLink, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole wrap-up. `hosts` are names with the address of their web site, or an empty one."""

    slug: str
    starts_on: date | None
    ends_on: date | None
    venue: str = ""
    venue_url: str = ""
    hosts: tuple[tuple[str, str], ...] = ()
    topics_url: str = ""
    review_url: str = ""
    introduction: str = ""
    conclusion: str = ""
    topics: tuple[DocumentTopic, ...] = field(default=())


def write(document: Document) -> str:
    """Write the Markdown of a wrap-up: front matter, header list, and a section for each topic."""
    blocks = [*_front_matter(document), *_header(document)]
    if document.introduction:
        blocks.append(document.introduction)
    for topic in document.topics:
        blocks += _topic(topic)
    if document.conclusion:
        blocks += ["## Conclusion", document.conclusion]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _front_matter(document: Document) -> Iterator[str]:
    year, month = document.slug.split("-")
    title = f"{date(int(year), int(month), 1):%B %Y}"
    yield f'---\ntitle: "{title}"\nweight: -{year}{month}\nprev: false\nnext: false\n---'
    yield f"# Hack The Garden {month}/{year} Wrap Up"


def _header(document: Document) -> Iterator[str]:
    lines = []
    if document.starts_on and document.ends_on:
        lines.append(f"- 🗓️ **Date:** {document.starts_on:%d.%m.%Y} – {document.ends_on:%d.%m.%Y}")
    if document.venue:
        lines.append(f"- 📍 **Location:** {_link(document.venue, document.venue_url)}")
    if document.hosts:
        lines.append("- 👤 **Organizer:** " + ", ".join(_link(name, url) for name, url in document.hosts))
    if document.topics_url:
        lines.append(f"- 📘 **Topics:** {document.topics_url}")
    if document.review_url:
        lines.append(f"- 🎤 **Review Meeting Summary:** {document.review_url}")
    if lines:
        yield "\n".join(lines)


def _topic(topic: DocumentTopic) -> Iterator[str]:
    yield f"## {topic.title}"
    yield from _section("Problem Statement", topic.problem)
    yield from _section("Motivation & Benefits", "\n\n".join(_present(topic.motivation, _list(topic.benefits))))
    achievements = "\n\n".join(_present(f"**Outcome:** {topic.outcome}" if topic.outcome else "", topic.achievements))
    yield from _section("Achievements", achievements)
    yield from _section("Next Steps", _list(topic.next_steps))
    yield from _section("Code & Pull Requests", _list(tuple(_link(link.title, link.url) for link in topic.links)))


def _section(title: str, text: str) -> Iterator[str]:
    if text:
        yield f"### {title}"
        yield text


def _list(entries: tuple[str, ...]) -> str:
    return "\n".join("* " + entry.strip().replace("\n", "\n  ") for entry in entries)


def _link(text: str, url: str) -> str:
    if not url:
        return text
    return f"[{text}]({url})" if text else f"<{url}>"


def _present(*texts: str) -> Iterator[str]:
    return (text for text in texts if text)
