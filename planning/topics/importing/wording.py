"""What a topic from elsewhere would say here. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlsplit

from planning.texts.cleaning import folded, line
from planning.texts.emoji import split_heading
from planning.topics.importing.bodies import read_body, track_of_label
from planning.topics.importing.facts import LONGEST_AUTHOR, LONGEST_BODY, MAIN, SourceTopic, Wording
from planning.topics.importing.markup import WEB, without_unsafe_links

NULL = "\0"
ISSUE_PATH = re.compile(r"/issues/\d+/?$")
LONGEST_KEY = 250


def wording_of(source: SourceTopic, before: Wording | None) -> Wording:
    """With what the file leaves out as it was `before`."""
    body = read_body(source.body or "")
    emoji, title = title_of(source)
    label = next((track for each in source.labels or () if (track := track_of_label(each))), "")
    wording = Wording(
        title=title,
        emoji=emoji or line(body.emoji),
        track=label or body.track or MAIN,
        problem=body.problem,
        motivation=body.motivation,
        benefits=body.benefits,
    )
    if before is None:
        return wording
    if source.body is None:
        texts = {name: getattr(before, name) for name in ("problem", "motivation", "benefits")}
        wording = replace(wording, emoji=emoji or before.emoji, **texts)
    if source.body is None or source.labels is None:
        wording = replace(wording, track=label or body.track or before.track)
    return wording


def title_of(source: SourceTopic) -> tuple[str, str]:
    """Its emoji, if it begins with one, and the rest."""
    emoji, title = split_heading(line(without_unsafe_links(source.title)))
    return line(emoji), line(title)


def unreadable(source: SourceTopic) -> str:
    """What keeps it from being looked at any further; empty if nothing does."""
    length, author = len(source.body or ""), len(source.author)
    texts = (source.title, source.body or "", source.url, source.author, *(source.labels or ()))
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
    return f"#{source.number}" if source.number else f"title:{folded(source.title)}"[:LONGEST_KEY]


def address_key(url: str) -> str:
    """An issue is found by its path. In other trackers what follows the question mark may tell one from another."""
    parts = urlsplit(url)
    place = f"{parts.netloc}{parts.path}".lower().rstrip("/")
    key = f"{place}?{parts.query}" if parts.query and not ISSUE_PATH.search(parts.path) else place
    return key if len(key) <= LONGEST_KEY else f"{key[:180]} {sha256(key.encode()).hexdigest()}"
