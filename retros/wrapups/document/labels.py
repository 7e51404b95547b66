"""The words that the parts of a wrap-up go under, in every form seen so far."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retros.wrapups.document.facts import LinkKind


class Field(StrEnum):
    PROBLEM = "problem_statement"
    MOTIVATION = "motivation"
    OUTCOME = "outcome"
    ACHIEVEMENTS = "achievements"
    NEXT_STEPS = "next_steps"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Label:
    """What a section is about. Without a field it is one the format does not know."""

    said: str
    field: Field | None = None
    kind: LinkKind | None = None


WORDS: dict[Field, set[str]] = {
    Field.PROBLEM: {"problem statement", "problem statements", "problem", "problems", "problem description"},
    Field.MOTIVATION: {"motivation", "motivations", "benefit", "benefits"},
    Field.OUTCOME: {"outcome", "outcomes"},
    Field.ACHIEVEMENTS: {"achievement", "achievements", "accomplishments", "what we achieved", "results"},
    Field.NEXT_STEPS: {
        "next step", "next steps", "follow up", "follow ups", "open points", "open tasks", "to do", "to dos", "todo",
        "todos",
    },
}  # fmt: skip
LINK_WORDS: dict[str, LinkKind | None] = {
    **dict.fromkeys(("code", "pull request", "pull requests", "pr", "prs", "link", "links", "references")),
    **dict.fromkeys(("issue", "issues", "github issue", "github issues", "related issues"), LinkKind.ISSUE),
    **dict.fromkeys(("tracking", "tracking issue", "umbrella issue", "umbrella issues"), LinkKind.TRACKING),
    **dict.fromkeys(("repo", "repos", "repository", "repositories"), LinkKind.REPOSITORY),
    **dict.fromkeys(("branch", "branches"), LinkKind.BRANCH),
    **dict.fromkeys(("commit", "commits"), LinkKind.COMMIT),
    **dict.fromkeys(("document", "documents", "design document", "gep", "gep document"), LinkKind.DOCUMENT),
}
FIELD_OF = {word: field for field, words in WORDS.items() for word in words}

LONGEST_LABEL = 60
"""Characters."""
CONCLUSION = {"conclusion", "conclusions"}
GROUPS = {
    "fast track", "fast tracks", "key achievements", "main topics", "side topics", "smaller topics", "topics",
    "track overview", "tracks",
}  # fmt: skip
FRAMES = CONCLUSION | GROUPS | {
    "about", "acknowledgements", "acknowledgments", "agenda", "attendees", "contributors", "demo agenda", "feedback",
    "final words", "general", "group photo", "group picture", "impressions", "introduction", "location",
    "looking ahead", "no demo but still worth celebrating", "outlook", "overview", "participants", "photos",
    "pictures", "preparation", "review meeting", "see you next time", "summary", "table of contents", "thank you",
    "thanks", "the team", "what s next", "wrap up",
}  # fmt: skip

WORD = re.compile(r"[^\W_]+")
BOLD_LABEL = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<said>[^*_:\n]{1,60}?) {0,3}"
    r"(?P<end>: {0,3}(?:\*{1,3}|_{1,3})|(?:\*{1,3}|_{1,3}) {0,3}:|(?:\*{1,3}|_{1,3})(?=\s*$))\s*(?P<rest>.*)$"
)
EMOJI_BEFORE = re.compile(r"[^\w\s*_>#-]{1,8}\s+(?=\*\*|__)")
PLAIN_LABEL = re.compile(r"(?P<said>[^:\n]{1,40}):(?:\s+(?P<rest>.*))?$")


@lru_cache(maxsize=1024)
def label_of(said: str) -> Label | None:
    """The label that a heading or the bold words on a line are. None for one that no wrap-up has used."""
    if len(said) > LONGEST_LABEL:
        return None
    parts = [normalized(part) for part in re.split(r"\s+and\s+|[/&+,]", said)]
    parts = [part for part in parts if part]
    fields = {FIELD_OF.get(part) for part in parts}
    if len(fields) == 1 and (field := fields.pop()):
        return Label(said, field)
    if None not in fields and fields:
        return Label(said, FIELD_OF[parts[0]])
    if parts and all(part in LINK_WORDS for part in parts):
        return Label(said, Field.LINKS, LINK_WORDS[parts[0]] if len(parts) == 1 else None)
    return None


def line_label(line: str, *, plain: bool) -> tuple[Label, str] | None:
    """The label a line begins with, and the rest of the line. `plain` also accepts known words without bold."""
    if line.startswith(("*", "_")):
        return _bold_label(line)
    if "**" in line[:12] and (emoji := EMOJI_BEFORE.match(line)):
        return _bold_label(line[emoji.end() :])
    if (
        plain
        and ":" in line[:LONGEST_LABEL]
        and (match := PLAIN_LABEL.match(line))
        and (label := label_of(match["said"]))
    ):
        return label, match["rest"] or ""
    return None


def _bold_label(line: str) -> tuple[Label, str] | None:
    match = BOLD_LABEL.match(line)
    if match is None:
        return None
    label = label_of(match["said"])
    if label is None and normalized(match["said"]) and len(match["mark"]) > 1 and _is_short(match):
        label = Label(match["said"].strip())
    return (label, match["rest"] or "") if label else None


def _is_short(match: re.Match[str]) -> bool:
    return len(match["said"].split()) <= 5 and ":" in match["end"]


def is_group(heading: str) -> bool:
    """Whether a heading introduces a group of topics."""
    return normalized(heading) in GROUPS


def normalized(words: str) -> str:
    """Lower-case letters and digits only, with one space between words."""
    return " ".join(WORD.findall(words.casefold()))


def is_frame(heading: str) -> bool:
    """Whether a heading introduces what frames the topics, and isn't one itself."""
    return normalized(heading) in FRAMES
