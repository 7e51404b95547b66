"""What a topic from elsewhere would say here. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from planning.texts.cleaning import folded, line
from planning.texts.emoji import split_heading
from planning.topics.importing.bodies import read_body, track_of_label
from planning.topics.importing.facts import LONGEST_AUTHOR, LONGEST_BODY, MAIN, SourceTopic, Wording
from planning.topics.importing.markup import WEB, without_unsafe_links

NULL = "\0"


@dataclass(frozen=True)
class Suggestion:
    """The wording, and whether the file has more than the title: what it leaves out stays as it is here."""

    wording: Wording
    has_texts: bool = True


def suggestion_of(source: SourceTopic) -> Suggestion:
    body = read_body(source.body or "")
    emoji, title = title_of(source)
    label = next((track for each in source.labels if (track := track_of_label(each))), "")
    wording = Wording(
        title=title,
        emoji=emoji or body.emoji,
        track=label or body.track or MAIN,
        problem=body.problem,
        motivation=body.motivation,
        benefits=body.benefits,
    )
    return Suggestion(wording, has_texts=source.body is not None)


def title_of(source: SourceTopic) -> tuple[str, str]:
    """Its emoji, if it begins with one, and the rest."""
    emoji, title = split_heading(line(without_unsafe_links(source.title)))
    return line(emoji), line(title)


def completed(suggestion: Suggestion, before: Wording) -> Wording:
    """With the texts as they were `before`, where the file leaves them out."""
    if suggestion.has_texts:
        return suggestion.wording
    return replace(suggestion.wording, problem=before.problem, motivation=before.motivation, benefits=before.benefits)


def unreadable(source: SourceTopic) -> str:
    """What keeps it from being looked at any further; empty if nothing does."""
    length, author = len(source.body or ""), len(source.author)
    texts = (source.title, source.body or "", source.url, source.author, *source.labels)
    reasons = (
        (source.refused, source.refused),
        (not source.title, "It has no title."),
        (NULL in "".join(texts), "It holds a null character, which no text can have. Take it out."),
        (
            length > LONGEST_BODY,
            f"Its text has {length:,} characters, and at most {LONGEST_BODY:,} are read. Shorten it.",
        ),
        (author > LONGEST_AUTHOR, f"Its author has {author:,} characters, and at most {LONGEST_AUTHOR} fit."),
        (source.url and not is_web_address(source.url), f"“{source.url[:60]}” is not the address of a web page."),
    )
    return next((why for is_so, why in reasons if is_so), "")


def misfit(wording: Wording, longest: Mapping[str, int]) -> str:
    """Which of its texts does not fit; empty if all do."""
    for name, most in longest.items():
        if (count := len(getattr(wording, name))) > most:
            return f"Its {name} has {count:,} characters, and at most {most:,} fit. Shorten it."
    return "" if wording.title else "It has no title."


def is_web_address(url: str) -> bool:
    try:
        return (
            url.startswith(WEB) and bool(urlsplit(url).hostname) and not set(url) & set(" <>\"'`\\") and len(url) <= 500
        )
    except ValueError:
        return False


def key_of(source: SourceTopic) -> str:
    """What it is known by, however often it comes: its address, else its number, else its title."""
    if source.url:
        return address_key(source.url)
    return f"#{source.number}" if source.number else f"title:{folded(source.title)}"[:250]


def address_key(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".lower().rstrip("/")[:250]
