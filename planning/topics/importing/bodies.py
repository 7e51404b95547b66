"""The text of an issue, taken apart by the headings of the form it was written in. Pure."""

import re
from dataclasses import dataclass, field

from planning.texts.cleaning import lines
from planning.texts.emoji import EMOJI, LONGEST_EMOJI
from planning.topics.importing.facts import DISCUSSION, FAST_TRACK, MAIN
from planning.topics.importing.markup import tidied

FIELDS = {
    **dict.fromkeys(
        ("problem", "problem statement", "what is the problem", "what s the problem", "what is wrong today", "what",
         "description", "summary", "idea", "topic", "proposal"),
        "problem",
    ),
    **dict.fromkeys(
        ("motivation", "motivation and benefits", "motivation benefits", "motivation benefit", "why", "why now",
         "why now and for whom", "goal", "goals"),
        "motivation",
    ),
    **dict.fromkeys(("benefits", "benefit", "expected benefits"), "benefits"),
    **dict.fromkeys(("track", "kind", "type of topic", "kind of topic"), "track"),
    "emoji": "emoji",
}  # fmt: skip
"""The headings of a form, in small letters, by what is below them."""
HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*)$")
CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
BOLD = re.compile(r"(?:\*\*|__)(?P<text>[^*_\n]{1,60}?)(?::(?:\*\*|__)|(?:\*\*|__):?)(?:[ \t]+(?P<rest>\S.*)|[ \t]*)$")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
NO_RESPONSE = re.compile(r"[ \t]*_no response_[ \t]*", re.IGNORECASE)
BULLET = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[(?P<mark>[ xX])\][ \t]+)?")
DEEPEST = 7
"""A label in bold is below every heading."""


@dataclass
class Part:
    """What is below one heading. `kept` is that heading, for one that has no `name` here."""

    name: str
    level: int = 0
    kept: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = "\n".join(line for line in self.lines if not NO_RESPONSE.fullmatch(line)).strip("\n")
        return text if text.strip() else ""


@dataclass(frozen=True)
class Body:
    """What an issue says about a topic. `track` and `emoji` are empty where its form does not ask for them."""

    problem: str = ""
    motivation: str = ""
    benefits: str = ""
    track: str = ""
    emoji: str = ""


def read_body(text: str) -> Body:
    """Without headings that we know, all of it is the problem. What is below others comes last: nothing is lost."""
    parts = parts_of(lines(tidied(text)))
    others = [f"{part.kept}\n\n{part.text}" for part in parts if not part.name and part.text]
    problem, motivation = below("problem", parts), below("motivation", parts)
    if motivation:
        motivation = [*motivation, *others]
    else:
        problem = [*problem, *others]
    return Body(
        problem="\n\n".join(problem),
        motivation="\n\n".join(motivation),
        benefits="\n".join(entries("\n".join(below("benefits", parts)))),
        track=track_named("\n".join(chosen("\n".join(below("track", parts))))),
        emoji=emoji_in("".join(below("emoji", parts)).strip()),
    )


def below(name: str, parts: list[Part]) -> list[str]:
    return [part.text for part in parts if part.name == name and part.text]


def parts_of(text: str) -> list[Part]:
    """A heading that we do not know ends a part only if it is as high as the one above."""
    parts, fence = [Part("problem")], ""
    for line in text.split("\n"):
        found = None if fence else labelled(line)
        if fenced := FENCE.match(line):
            fence = "" if fence and fenced[1].startswith(fence) else fence or fenced[1]
        level, name, rest = found or (0, "", "")
        is_known = name in FIELDS
        if is_known or (0 < level < DEEPEST and parts[-1].level > 0 and level <= parts[-1].level):
            parts.append(Part(FIELDS.get(name, ""), level, "" if is_known else line.strip(), [rest] if rest else []))
        else:
            parts[-1].lines.append(line)
    return parts


def labelled(line: str) -> tuple[int, str, str] | None:
    """How deep it is, what it says, and what is on the same line."""
    if heading := HEADING.match(line):
        return len(heading["marks"]), plain_words(heading_text(heading)), ""
    if bold := BOLD.match(line):
        return DEEPEST, plain_words(bold["text"]), bold["rest"] or ""
    return None


def heading_text(heading: re.Match[str]) -> str:
    """Without the marks that may close it."""
    return CLOSING_MARKS.sub("", heading["text"].rstrip(" \t")).rstrip(" \t")


def plain_words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def entries(text: str) -> list[str]:
    """One a line, without bullets."""
    return [entry for line in text.split("\n") if (entry := BULLET.sub("", line, count=1).strip())]


def chosen(text: str) -> list[str]:
    """Of a list of boxes those that are ticked; of anything else, all."""
    rows = text.split("\n")
    marks = [found["mark"] if (found := BULLET.match(row)) else None for row in rows]
    if any(marks):
        rows = [row for row, mark in zip(rows, marks, strict=True) if mark in {"x", "X"}]
    return entries("\n".join(rows))


def track_named(answer: str) -> str:
    """The track that an answer begins with; empty if it is none."""
    words = f"{plain_words(answer)} "
    return next((track for name, track in TRACKS.items() if words.startswith(f"{name} ")), "")


def track_of_label(label: str) -> str:
    """As `track/fast-track` or `discussion` name one. `needs discussion` does not."""
    first, _, rest = plain_words(label).partition(" ")
    return TRACKS.get(rest if first in {"track", "topic", "kind", "type"} else plain_words(label), "")


TRACKS = {
    **dict.fromkeys(("fast track", "fasttrack", "fast"), FAST_TRACK),
    **dict.fromkeys(("discussion", "discussions"), DISCUSSION),
    **dict.fromkeys(("main", "main track"), MAIN),
}


def emoji_in(text: str) -> str:
    return text if EMOJI.fullmatch(text) and len(text) <= LONGEST_EMOJI else ""
