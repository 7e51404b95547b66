"""Writing the Markdown of a wrap-up, in the form the community has today or in an older one."""

import re
from collections.abc import Iterator

from retros.wrapups.document.escaping import escaped
from retros.wrapups.document.facts import TODAY, Document, Form
from retros.wrapups.document.front import write_front_matter
from retros.wrapups.document.links import linked
from retros.wrapups.document.parts import write_topic
from retros.wrapups.document.structure import IMAGE

RULE = "---"
ON_GITHUB = re.compile(r"https://github\.com/[\w.-]+/(?P<name>[\w.-]+)/(?:discussions|issues|pull)/(?P<number>\d+)$")


def write_document(document: Document, form: Form = TODAY) -> str:
    """Write front matter, facts, and a section for each topic. Read back, it is the same document in today's form.

    In an older form, which has no place for some things, no word is lost.
    """
    front = write_front_matter(document.front_matter, document.slug)
    blocks = [front, title_line(document), *_facts(document)]
    if document.introduction:
        blocks.append(write_introduction(document))
    for topic in document.topics:
        blocks += write_topic(topic, form, is_last=topic is document.topics[-1])
    blocks += closing(document, form)
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def title_line(document: Document) -> str:
    return f"# {document.name} Wrap Up"


def write_introduction(document: Document) -> str:
    below = 2 if document.topics else 6  # a heading would be a topic if there are no others
    return escaped(document.introduction, below=below)


def _facts(document: Document) -> Iterator[str]:
    if lines := list(fact_lines(document).values()):
        yield "\n".join(lines)


def fact_lines(document: Document) -> dict[str, str]:
    """The line of each fact that is known, by the name it is read as."""
    lines = {}
    if document.starts_on and document.ends_on:
        lines["days"] = f"- 🗓️ **Date:** {document.starts_on:%d.%m.%Y} – {document.ends_on:%d.%m.%Y}"
    if document.venue:
        lines["venue"] = f"- 📍 **Location:** {linked(document.venue, document.venue_url)}"
    if document.hosts:
        lines["hosts"] = "- 👤 **Organizer:** " + ", ".join(linked(name, url) for name, url in document.hosts)
    if document.topics_url:
        lines["topics_url"] = f"- 📘 **Topics:** {_named(document.topics_url)}"
    if document.review_url:
        lines["review_url"] = f"- 🎤 **Review Meeting Summary:** {document.review_url}"
    return lines


def _named(url: str) -> str:
    """A discussion on GitHub by its number; any other page by its address."""
    match = ON_GITHUB.match(url)
    return f"[{match['name']}#{match['number']}]({url})" if match else url


def closing(document: Document, form: Form) -> list[str]:
    """The conclusion. Pictures alone go below rules, without a heading."""
    if not document.conclusion:
        return []
    pictures = document.conclusion.split("\n\n")
    if not document.topics or not all(IMAGE.fullmatch(picture) for picture in pictures):
        return ["## Conclusion", escaped(document.conclusion, below=2)]
    if form is not Form.HEADINGS and document.topics[-1].links:
        return pictures
    return [block for picture in pictures for block in (RULE, picture)]
