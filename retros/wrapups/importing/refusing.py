"""What is not imported, each with the line at fault. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from retros.wrapups.document import Document, DocumentRejected, Reading
from retros.wrapups.importing.matching import title_key

MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")
MOST = 1000
"""Topics of an event, and next steps or links of a topic."""

WEB = ("https://", "http://")


def month_of(reading: Reading, month: str) -> str:
    """The month of the event: from the document, or else as given."""
    stated = reading.document.slug
    if month and not MONTH.fullmatch(month):
        raise DocumentRejected(f"“{month}” isn't a month. Write it like 2025-06.", line=1)
    if month and stated and stated != month:
        raise DocumentRejected(f"This is the wrap-up of {stated}, not of {month}.", line=line_of_fact(reading, "days"))
    if not (month or stated):
        raise DocumentRejected(
            "It doesn't say which month it's about. Give it, for example with --event 2025-06.", line=1
        )
    return month or stated


def refusal_in_words(rejection: DocumentRejected) -> str:
    """For when the line is not shown next to the refusal."""
    return f"Line {rejection.line}: {rejection}"


def line_of_fact(reading: Reading, fact: str) -> int:
    return dict(reading.fact_lines).get(fact, 1)


def refuse_misfits(reading: Reading, *, longest: dict[str, int]) -> None:
    """Refuse what doesn't fit into the database. `longest` are its columns, by the fields of the document."""
    document = reading.document
    if (document.starts_on or date.min) > (document.ends_on or date.max):
        raise DocumentRejected("The last day is before the first.", line=line_of_fact(reading, "days"))
    for name, fact, text in _texts_by_column(document):
        line = line_of_fact(reading, fact)
        if len(text) > longest[name]:
            raise DocumentRejected(f"“{text[:60]}…” has more than {longest[name]} characters. Shorten it.", line=line)
        if name.endswith("url") and text and not text.startswith(WEB):
            raise DocumentRejected(f"“{text}” isn't the address of a web page.", line=line)
    refuse_topics(reading, longest=longest)


def _texts_by_column(document: Document) -> Iterator[tuple[str, str, str]]:
    """The column, the fact it belongs to, and the text."""
    for name in ("name", "venue", "venue_url", "topics_url", "review_url"):
        yield name, "venue" if name == "venue_url" else name, getattr(document, name)
    for host, url in document.hosts:
        yield "host", "hosts", host
        yield "host_url", "hosts", url


def refuse_topics(reading: Reading, *, longest: dict[str, int]) -> None:
    if len(reading.document.topics) > MOST:
        raise DocumentRejected(f"A wrap-up can have at most {MOST} topics.", line=reading.topic_lines[MOST])
    lines: dict[str, int] = {}
    for topic, line in zip(reading.document.topics, reading.topic_lines, strict=True):
        first = lines.setdefault(title_key(topic.title), line)
        if first != line:
            raise DocumentRejected(
                f"Two topics have the title “{topic.title}”, on line {first} and here. Give one of them another title.",
                line=line,
            )
        if len(topic.title) > longest["title"] or len(topic.emoji) > longest["emoji"]:
            raise DocumentRejected(
                f"The title has {len(topic.heading)} characters. At most {longest['title']} fit.", line=line
            )
        if max(len(topic.next_steps), len(topic.links)) > MOST:
            raise DocumentRejected(f"A topic can have at most {MOST} next steps and {MOST} links.", line=line)


def refuse_other_facts(reading: Reading, *, base: Document, here: Document) -> None:
    """A different event in the same month: nothing known about both agrees, neither days nor place nor people.

    If something agrees, the rest is the same event in other words: what is here stays, and is listed as kept.
    What the file said before was accepted then, whatever was edited here since.
    """
    facts = zip(_stated_facts(reading.document), _stated_facts(base), _stated_facts(here), strict=True)
    known = [(fact, said, before, ours) for (fact, said), (_, before), (_, ours) in facts if said and ours]
    others = [
        (fact, said, ours) for fact, said, before, ours in known if said != before and not agree(fact, said, ours)
    ]
    if others and len(others) == len(known):
        fact, said, ours = others[0]
        raise DocumentRejected(
            f"{here.name} ({here.slug}) {VERBS[fact]} {', '.join(ours)} here, and {', '.join(said)} in the file. "
            "Correct the one that's wrong.",
            line=line_of_fact(reading, fact),
        )


VERBS = {"days": "was from", "venue": "was at", "hosts": "was organized by"}


def _stated_facts(document: Document) -> Iterator[tuple[str, list[str]]]:
    yield "days", [f"{document.starts_on} to {document.ends_on}"] if document.ends_on else []
    yield "venue", [document.venue] if document.venue else []
    yield "hosts", [name for name, _ in document.hosts]


def agree(fact: str, said: list[str], ours: list[str]) -> bool:
    """A venue is the same if its name is, wherever each of the two says it is."""
    return alike(said, ours) or (fact == "venue" and alike([first_part(said[0])], [first_part(ours[0])]))


def first_part(venue: str) -> str:
    return venue.partition(",")[0]


def alike(names: list[str], others: list[str]) -> bool:
    """Whether nothing contradicts it: one of the two is not known, or everything in one is in the other."""
    few, many = sorted(([title_key(name) for name in each] for each in (names, others)), key=len)
    return not few or all(any(name in known or known in name for known in many) for name in few)
