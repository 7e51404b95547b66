"""A topic in each form that wrap-ups have had."""

from retros.wrapups.document import DocumentLink, DocumentTopic, LinkKind

GARDEN = "https://github.com/garden/seeds"
HEADER = """\
---
title: "December 2026"
weight: -202612
---

# Hack The Garden 12/2026 Wrap Up

- 🗓️ **Date:** 30.11.2026 – 04.12.2026
- 📍 **Location:** [The Hut, Hilltop](https://example.org/hut)
- 👤 **Organizer:** [Bloom](https://bloom.example.org/), Root & Stem
- 📘 **Topics:** https://example.org/pad
- 🎤 **Review Meeting Summary:** https://example.org/review

![Everybody](everybody.jpg)
"""
ON_THE_LINE = f"""\
## 🌱 Grow `seeds` Faster

**Problem Statement:** They do not grow.
Not at all.

**Motivation/Benefits**: 🌻 More flowers.

**Achievements:** They grow.

**Next Steps:** Water them every day.

**Issue:** {GARDEN}/issues/7

**Code/Pull Requests:** {GARDEN}/pull/8, {GARDEN}/tree/faster
"""
ON_LINES_OF_THEIR_OWN = f"""\
## 🌱 Grow `seeds` Faster

**Problem Statement:**
They do not grow.
Not at all.

**Motivation/Benefits:**
🌻 More flowers.

**Achievements:**
They grow.

**Next Steps:**
* Water them every day.

**Issue:**
* {GARDEN}/issues/7

**Code/Pull Requests:**
* {GARDEN}/pull/8
* {GARDEN}/tree/faster
"""
AS_HEADINGS = f"""\
## 🌱 Grow `seeds` Faster

> **Issue:** [garden/seeds#7]({GARDEN}/issues/7)

### Problem Statement

They do not grow.
Not at all.

### Motivation & Benefits

🌻 More flowers.

### Achievements

They grow.

### Next Steps

1. Water them every day.

### Code & Pull Requests

* [garden/seeds#8]({GARDEN}/pull/8)
* [garden/seeds:faster]({GARDEN}/tree/faster)
"""
AS_BULLETS = f"""\
## 🌱 Grow `seeds` Faster

- **PROBLEM STATEMENTS**: They do not grow.
Not at all.
- **Motivation**: 🌻 More flowers.
- **Achievement**: They grow.
- **Next step**: Water them every day.
- **Issues**: {GARDEN}/issues/7
- **Pull Request**: {GARDEN}/pull/8, {GARDEN}/tree/faster
"""
DEEPER = "## Topics\n\n" + AS_HEADINGS.replace("# ", "## ").replace("### 🌱", "### 🌱")
COPIED_PAGE = f"""\
🌱 Grow `seeds` Faster

Problem Statement: They do not grow.
Not at all.

Motivation/Benefits: 🌻 More flowers.

Achievements: They grow.

Next Steps: Water them every day.

Issue: garden/seeds#7

Code: garden/seeds#8, {GARDEN}/tree/faster
"""
TOPIC = DocumentTopic(
    emoji="🌱",
    title="Grow `seeds` Faster",
    problem_statement="They do not grow.\nNot at all.",
    motivation="🌻 More flowers.",
    achievements="They grow.",
    next_steps=("Water them every day.",),
    links=(
        DocumentLink(LinkKind.ISSUE, f"{GARDEN}/issues/7", "garden/seeds#7"),
        DocumentLink(LinkKind.PULL_REQUEST, f"{GARDEN}/pull/8", "garden/seeds#8"),
        DocumentLink(LinkKind.BRANCH, f"{GARDEN}/tree/faster", "garden/seeds:faster"),
    ),
)
