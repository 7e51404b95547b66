"""A page of another community: read without losing a word, or refused in one sentence."""

import pytest

from retros.wrapups.document import DocumentRejected, read_document, write_document
from tests.retros.wrapups.document.promises import check, lost_words

PAGE = """\
---
layout: post
title: "PyHarbour Winter Hackathon 2019: a wrap-up"
date: 2019-10-21 09:00:00 +0200
author: Ada Keel
tags: [python, harbour]
excerpt_separator: <!--more-->
---

Forty people met at the old harbour from October 14th to 18th, 2019. Here is what they did.

<!--more-->

![The harbour](/assets/harbour.jpg)

Our sponsors
============

* [Keel Ltd](https://keel.example/) paid for the pizza.

Projects
========

### {mark}Faster tide tables

**Team:** Ada, Grace

**What we built:** A cache, see [pull request 12](https://github.com/pyharbour/tides/pull/12).

**What is left:** Somebody has to measure it.

### {mark}A crane simulator

| Load | Time |
|------|------|
| 1 t  | 3 s  |

```python
def lift(load): ...
```

{% include gallery.html id="harbour" %}

Prizes
======

1. The tide team.
2. The crane team.
"""

BESIDE_TOPICS = """\
---
layout: post
title: Hackathon recap
date: 2021-03-05
---
# Hackathon recap

## 🏆 LightBot

*by Team Blue*

LightBot turns lights on.

#### Demo
<video src="x.mp4"></video>

#### Source
https://github.com/blue/lightbot

## Our sponsors

Apply for [the next one](https://example.org/next) by 2021-09-01.
"""


@pytest.mark.parametrize("mark", ["", "🌊 "])
def test_headings_of_a_post_about_another_hackathon_are_no_topics(mark: str) -> None:
    with pytest.raises(DocumentRejected, match="no hackathon topics") as refused:
        read_document(PAGE.replace("{mark}", mark))

    assert str(refused.value).count("\n") == 0


def test_a_post_with_headings_like_topics_is_read_and_loses_nothing() -> None:
    reading = read_document(BESIDE_TOPICS)

    assert lost_words(BESIDE_TOPICS, reading) == []
    assert next((topic.emoji, topic.title) for topic in reading.document.topics) == ("🏆", "LightBot")
    assert '<video src="x.mp4"></video>' in write_document(reading.document)
    check(BESIDE_TOPICS)


def test_a_name_ends_before_what_calls_it_a_wrap_up() -> None:
    assert read_document("# Hackathon 05/2026: A Wrap-up\n\n## 🌱 Grow\n\nx.\n").document.name == "Hackathon 05/2026"
