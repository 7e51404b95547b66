"""Markdown as GitHub takes it, made into Markdown as it is shown here. Pure.

GitHub hides comments, and lets some HTML through; here they would be text. What is in code stays as it is, but for a
link that would run something.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from planning.defusing import PARSER, has_unsafe_link, runs

OPENING = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*|(?P<ticks>`+)|(?P<comment><!--)|<(?P<dropped>script|style|iframe)\b",
    re.IGNORECASE | re.MULTILINE,
)
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:\s[^<>]*)?)/?>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"\b(?P<name>src|href|alt)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))", re.IGNORECASE
)
TAGS = {
    *("a", "abbr", "b", "blockquote", "body", "br", "center", "code", "dd", "del", "details", "div", "dl", "dt", "em"),
    *("embed", "figure", "font", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "i", "iframe", "img"),
    *("input", "ins", "kbd", "li", "link", "mark", "meta", "object", "ol", "p", "picture", "pre", "q", "s", "samp"),
    *("script", "small", "source", "span", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "u", "ul", "var", "video"),
}
"""Others, as in `List<String>`, are words."""
ENDS = {"<!--": "-->", "script": "</script>", "style": "</style>", "iframe": "</iframe>"}
WEB = ("https://", "http://")
DESTINATION = re.compile(
    r"\]\(\s*+(?:<(?P<pointed>[^<>\n]*)>|(?P<url>(?:[^\s()<>]|\([^\s()<>]*\))*+))"
    r"(?:\s++(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?\s*\)"
)
HARMLESS = re.compile(r"\]\(<?(?:https?://|mailto:|[#/\w.][^:()]*\))", re.IGNORECASE)
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<url>[^\s<>]+)[^\n]*$", re.MULTILINE)
AUTOLINK = re.compile(r"<(?P<url>[a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>", re.IGNORECASE)


def tidied(text: str) -> str:
    """Without comments, tags, and links that would run something."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (piece if is_code else without_tags(piece) for is_code, piece in pieces(text))
    return without_unsafe_links("".join(kept)).strip("\n")


def without_unsafe_links(text: str) -> str:
    """Their words stay; where they lead does not. A link in an odd form, found only by the parser, becomes text."""
    text = DESTINATION.sub(lambda found: "]" if runs(found["pointed"] or found["url"] or "") else found[0], text)
    for pattern in (DEFINITION, AUTOLINK):
        text = pattern.sub(lambda found: "" if runs(found["url"]) else found[0], text)
    rest = HARMLESS.sub("", text)
    if ("](" in rest or "]:" in rest) and any(map(has_unsafe_link, PARSER.parse(text))):
        return text.replace("](", "]\\(").replace("]:", "]\\:")
    return text


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """What is code and what is not, in turn. Comments and scripts are left out."""
    lower, ticks, at = text.lower(), closing_ticks(text), 0
    last = {end: lower.rfind(end) for end in ENDS.values()}
    while opening := OPENING.search(text, at):
        yield False, text[at : opening.start()]
        is_code = bool(opening["fence"] or opening["ticks"])
        end = end_of(opening, lower, ticks, last)
        if end < 0:  # never closed: it opens nothing
            end, is_code = opening.end(), True
        if is_code:
            yield True, text[opening.start() : end]
        at = end
    yield False, text[at:]


def end_of(opening: re.Match[str], lower: str, ticks: dict[int, list[int]], last: dict[str, int]) -> int:
    """Where it is closed; -1 if it is not. What is nowhere further down is not looked for each time."""
    if opening["fence"]:
        closing = re.compile(rf"^ {{0,3}}{opening['fence'][0]}{{{len(opening['fence'])},}}[ \t]*$", re.MULTILINE)
        found = closing.search(lower, opening.end())
        return found.end() if found else len(lower)
    if opening["ticks"]:
        length = len(opening["ticks"])
        place = bisect_left(ticks[length], opening.end())
        return ticks[length][place] + length if place < len(ticks[length]) else -1
    end = ENDS[(opening["comment"] or opening["dropped"]).lower()]
    return lower.find(end, opening.end()) + len(end) if last[end] >= opening.end() else -1


def closing_ticks(text: str) -> dict[int, list[int]]:
    """Where there are so many backticks in a row."""
    places: dict[int, list[int]] = defaultdict(list)
    for run in re.finditer("`+", text):
        places[len(run[0])].append(run.start())
    return places


def without_tags(text: str) -> str:
    """A picture is kept as Markdown, and so is a link. Of a tag only what is around it stays."""
    return TAG.sub(as_markdown, text)


def as_markdown(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name not in TAGS:
        return tag[0]
    said = {
        found["name"].lower(): found["a"] or found["b"] or found["c"] or "" for found in ATTRIBUTE.finditer(tag["rest"])
    }
    if name == "img" and said.get("src", "").startswith(WEB):
        return f"![{said.get('alt') or 'picture'}](<{said['src']}>)"
    if name == "a" and said.get("href", "").startswith(WEB):
        return f"<{said['href']}> "
    return "\n" if name == "br" else ""
