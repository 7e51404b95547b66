"""Documents to import: a few by hand, and those that no one thought of."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from planning.texts import cleaning
from retros.wrapups.document import Document, DocumentLink, DocumentTopic, LinkKind, Reading, ReadingWarning
from retros.wrapups.importing.matching import title_key
from retros.wrapups.models import Report

PULL_REQUEST = DocumentLink(LinkKind.PULL_REQUEST, "https://github.com/garden/seeds/pull/1", "garden/seeds#1")
ISSUE = DocumentLink(LinkKind.ISSUE, "https://github.com/garden/seeds/issues/2", "garden/seeds#2")

SEEDS = DocumentTopic(
    title="Grow seeds",
    emoji="🌱",
    problem_statement="They do not grow.",
    motivation="People are hungry.",
    achievements="They grow a little.",
    next_steps=("Water them.", "Wait."),
    links=(PULL_REQUEST,),
)
SHOOTS = DocumentTopic(title="Cut shoots", emoji="✂️", achievements="They are short now.")


def document(*topics: DocumentTopic, **facts: Any) -> Document:
    return Document(**{"slug": "2019-05", "name": "Hack the Garden 05/2019", "topics": topics} | facts)


def reading(*topics: DocumentTopic, warnings: tuple[ReadingWarning, ...] = (), **facts: Any) -> Reading:
    """As if the topics began on lines 10, 20 and so on, and the facts stood on 2 to 6."""
    lines = tuple(10 * (number + 1) for number in range(len(topics)))
    facts_at = tuple((fact, 2 + at) for at, fact in enumerate(("days", "venue", "hosts", "topics_url", "review_url")))
    return Reading(document(*topics, **facts), warnings, lines, facts_at)


characters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
lines = st.text(characters, max_size=30).map(cleaning.line)
some_words = lines.filter(bool)
texts = st.lists(lines, max_size=3).map("\n".join).map(cleaning.lines).map(str.strip)
urls = st.integers(1, 30).map(lambda number: f"https://github.com/garden/seeds/pull/{number}")
links = st.builds(DocumentLink, kind=st.sampled_from(LinkKind), url=urls, text=lines)
labels = st.sampled_from(Report.Outcome).map(lambda outcome: str(outcome.label))
outcomes = st.one_of(st.just(""), labels, st.builds("{}: {}".format, labels, some_words), texts)
topics = st.builds(
    DocumentTopic,
    title=some_words,
    emoji=st.sampled_from(["", "🌱", "👨🏼‍💻", "⛓️‍💥"]),
    problem_statement=texts,
    motivation=texts,
    achievements=texts,
    next_steps=st.lists(texts.filter(bool), max_size=4).map(tuple),
    links=st.lists(links, max_size=4, unique_by=lambda link: link.url).map(tuple),
    outcome=outcomes,
    notes=texts,
)
days = st.one_of(
    st.just((None, None)),
    st.builds(
        lambda first, length: (first, first + timedelta(length)),
        st.dates(date(2001, 1, 1), date(2019, 12, 31)),
        st.integers(0, 9),
    ),
)
hosts = st.dictionaries(
    st.sampled_from(["Gardener", "SAP", "STACKIT", "x-cellent"]),
    st.sampled_from(["", "https://example.org/"]),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    first, last = draw(days)
    addresses = st.sampled_from(["", "https://example.org/garden"])
    return Document(
        slug=f"{first:%Y-%m}" if first else "2019-05",
        name=draw(some_words),
        starts_on=first,
        ends_on=last,
        venue=draw(lines),
        venue_url=draw(addresses),
        hosts=tuple(sorted(draw(hosts).items())),
        topics_url=draw(addresses),
        review_url=draw(addresses),
        introduction=draw(texts),
        conclusion=draw(texts),
        front_matter=draw(texts),
        topics=tuple(draw(st.lists(topics, max_size=4, unique_by=lambda topic: title_key(topic.title)))),
    )


TEXT = """\
---
title: "May 2019"
weight: -201905
prev: false
next: false
local: true
---

# Hack The Garden 05/2019 Wrap Up

- 🗓️ **Date:** 06.05.2019 – 10.05.2019
- 📍 **Location:** [The Hut](https://example.org/hut)
- 👤 **Organizer:** [SAP](https://example.org/sap), STACKIT
- 📘 **Topics:** https://example.org/topics
- 🎤 **Review Meeting Summary:** https://example.org/review

We met in a hut.

## 🌱 Grow Seeds

### Problem Statement

They do not grow.

### Motivation & Benefits

People are hungry.

### Outcome

partly: in summer only

### Achievements

They grow a little.

### Next Steps

* Water them.
* Wait for rain.

### Code & Pull Requests

* [garden/seeds#1](https://github.com/garden/seeds/pull/1)
* [garden/seeds#2](https://github.com/garden/seeds/issues/2)

## ✂️ Cut Shoots

### Achievements

They are short now.

## Conclusion

We come again.
"""
"""A wrap-up in the community's present format."""
