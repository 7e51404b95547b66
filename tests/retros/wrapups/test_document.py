from datetime import date

from retros.wrapups.document import Document, DocumentLink, DocumentTopic, write


def test_write_is_a_wrap_up_in_the_communitys_format() -> None:
    document = Document(
        slug="2026-12",
        starts_on=date(2026, 11, 30),
        ends_on=date(2026, 12, 4),
        venue="The Hut",
        venue_url="https://example.org/hut",
        hosts=(("SAP", ""), ("STACKIT", "https://www.stackit.de/")),
        topics_url="https://example.org/topics",
        review_url="https://example.org/review",
        introduction="We met.",
        conclusion="We left.",
        topics=(
            DocumentTopic(
                title="🌱 Grow `seeds`",
                problem="They do not grow.",
                motivation="People are hungry.",
                benefits=("💰 cheaper", "📈 bigger"),
                outcome="partly",
                achievements="They grow a little.",
                next_steps=("Water them.", "Wait.\nPatiently."),
                links=(DocumentLink("https://example.org/1", "garden/seeds#1"), DocumentLink("https://example.org/2")),
            ),
            DocumentTopic(title="Bare"),
        ),
    )

    assert write(document) == EXPECTED


def test_write_leaves_out_what_is_not_known() -> None:
    assert write(Document(slug="2022-09", starts_on=None, ends_on=None)) == (
        '---\ntitle: "September 2022"\nweight: -202209\nprev: false\nnext: false\n---\n\n'
        "# Hack The Garden 09/2022 Wrap Up\n"
    )


EXPECTED = """\
---
title: "December 2026"
weight: -202612
prev: false
next: false
---

# Hack The Garden 12/2026 Wrap Up

- 🗓️ **Date:** 30.11.2026 – 04.12.2026
- 📍 **Location:** [The Hut](https://example.org/hut)
- 👤 **Organizer:** SAP, [STACKIT](https://www.stackit.de/)
- 📘 **Topics:** https://example.org/topics
- 🎤 **Review Meeting Summary:** https://example.org/review

We met.

## 🌱 Grow `seeds`

### Problem Statement

They do not grow.

### Motivation & Benefits

People are hungry.

* 💰 cheaper
* 📈 bigger

### Achievements

**Outcome:** partly

They grow a little.

### Next Steps

* Water them.
* Wait.
  Patiently.

### Code & Pull Requests

* [garden/seeds#1](https://example.org/1)
* <https://example.org/2>

## Bare

## Conclusion

We left.
"""
