"""The wrap-up in short, for a blog. Pure: plain data in, Markdown out, ready to edit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.text import get_text_list
from markdown_it import MarkdownIt

from planning.texts.plurals import counted
from retros.wrapups.document import Document, DocumentTopic
from retros.wrapups.document.links import linked

ABBREVIATIONS = {"approx", "bzw", "ca", "cf", "dr", "esp", "incl", "mr", "mrs", "ms", "prof", "resp", "vs"}
BEFORE_A_NUMBER = {"fig", "no", "nr", "p", "pp", "vol"}
BEFORE_MORE = {"al", "etc", "usw"}
"""These end a sentence only if a capital letter follows."""

WHOLE = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"  # a link or an image
    r"|<https?://[^>\s]*>|https?://\S*[^\s.,;:!?)*_]"
)
BELONGS_TOGETHER = re.compile(
    r"(?P<mark>\*\*|\*|~~)(?=\S).+?(?<=\S)(?P=mark)|(?<!\w)(?P<line>__?)(?=\S).+?(?<=\S)(?P=line)(?!\w)"
    r"|\([^()]*\)|“[^”]*”|„[^“”]*[“”]"
)
END = re.compile(r"[.!?…]+[*_~\"'”’“»)\]]*(?=\s|$)")
INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")  # e.g, i.e, z.B, or of a name
QUOTED = "\"'”’“»)"
LONGEST = 2_000
"""Characters. Sentences are not looked for beyond that."""
PARSER = MarkdownIt("commonmark")


@dataclass(frozen=True)
class Numbers:
    """What a document does not say. `people` is 0 if not known; `outcomes` are words with their number."""

    people: int = 0
    organizations: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, int], ...] = ()
    open_steps: int = 0


def summarize(document: Document, numbers: Numbers) -> str:
    """Write when, where and who, a line for each topic, what is open, and thanks."""
    blocks = [f"# {document.name}: what came of it", *_opening(document, numbers)]
    if document.topics:
        blocks += ["## Topic by topic", "\n".join(f"* {summary_line(topic)}" for topic in document.topics)]
    blocks += ["## What comes next", _next(numbers.open_steps), "## Thanks", _thanks(document)]
    return "\n\n".join(blocks) + "\n"


def summary_line(topic: DocumentTopic) -> str:
    said = first_sentence(topic.achievements) or first_sentence(topic.outcome)
    return f"**{topic.heading}**: {said}" if said else f"**{topic.heading}**"


def _opening(document: Document, numbers: Numbers) -> Iterator[str]:
    words = [_who(numbers), "met"]
    if document.venue:
        words.append(f"at {linked(document.venue, document.venue_url)}")
    if document.starts_on and document.ends_on:
        words.append(days_in_words(document.starts_on, document.ends_on))
    hosts = f", hosted by {get_text_list([linked(*host) for host in document.hosts], 'and')}" if document.hosts else ""
    yield f"{' '.join(words)}{hosts}."
    if document.topics:
        outcomes = ", ".join(f"{number} {outcome}" for outcome, number in numbers.outcomes if number)
        yield f"They worked on {counted(len(document.topics), 'topic')}{': ' if outcomes else ''}{outcomes}."


def _who(numbers: Numbers) -> str:
    people = counted(numbers.people, "person", "people") if numbers.people else "People"
    if not numbers.organizations:
        return people
    number = counted(len(numbers.organizations), "organization")
    return f"{people} from {number} ({get_text_list([*numbers.organizations], 'and')})"


def _next(open_steps: int) -> str:
    if not open_steps:
        return "Nothing was left open."
    return f"{counted(open_steps, 'next step is', 'next steps are')} open."


def _thanks(document: Document) -> str:
    hosts = (
        f"{get_text_list([name for name, _ in document.hosts], 'and')} for hosting, and to " if document.hosts else ""
    )
    return f"Thanks to {hosts}everyone who was there and everyone who carries on."


def days_in_words(first: date, last: date) -> str:
    """`from 22 to 26 May 2023`, repeating no more than is needed."""
    if first == last:
        return f"on {first.day} {first:%B %Y}"
    same_month = (first.year, first.month) == (last.year, last.month)
    begin = f"{first.day}" if same_month else f"{first.day} {first:%B}"
    begin = begin if first.year == last.year else f"{begin} {first.year}"
    return f"from {begin} to {last.day} {last:%B %Y}"


def first_sentence(text: str) -> str:
    """The first sentence of a Markdown text as written, on one line. Empty if there is none.

    Headings, pictures, and anything that only introduces a list are skipped.
    """
    sentences = [_up_to_its_end(paragraph) for paragraph in _paragraphs(text)]
    complete = (sentence for sentence in sentences if not sentence.rstrip("*_~ ").endswith(":"))
    return next(complete, sentences[0] if sentences else "")


def _paragraphs(text: str) -> Iterator[str]:
    """What's in paragraphs, lists and quotations, each on one line."""
    tokens = PARSER.parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type != "heading_open" and not _is_picture(token.children or ()):
            yield re.sub(r"\s*\\?\n\s*", " ", token.content).strip()


def _is_picture(parts: Iterable[object]) -> bool:
    return all(getattr(part, "type", "") in {"image", "softbreak"} for part in parts)


def _up_to_its_end(paragraph: str) -> str:
    covered = WHOLE.sub(lambda match: "x" * len(match[0]), paragraph[:LONGEST])
    # The last character stays, with the mark after it: **Done.** is a sentence.
    covered = BELONGS_TOGETHER.sub(lambda match: "x" * (len(match[0]) - 3) + match[0][-3:], covered)
    for end in END.finditer(covered):
        if not _goes_on(covered[: end.start()], end[0], covered[end.end() :].lstrip()):
            return paragraph[: end.end()]
    return paragraph


def _goes_on(before: str, end: str, after: str) -> bool:
    """Whether the full stop belongs to an abbreviation, or to a quotation in the middle of a sentence."""
    if not after:
        return False
    if end[-1] in QUOTED and after[0].islower():
        return True
    if not end.startswith(".") or end.startswith(".."):
        return False
    word = re.sub(r"^\W+", "", before.rpartition(" ")[2]).lower()
    if word in BEFORE_MORE:
        return after[0].islower()
    if word in BEFORE_A_NUMBER:
        return after[0].isdigit()
    return word in ABBREVIATIONS or INITIALS.fullmatch(word) is not None
