"""Markdown for another site, without HTML or links that would run something there. Pure: text in, text out.

Other sites let HTML through that ours shows as text. What is in code stays as it is, and so do tags that only mark
text, and comments: as text they would be shown to everyone. An entity, not a backslash, as it works inside HTML too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from planning.markdown import SCHEMES, with_children

TAGS = (
    "b", "br", "code", "del", "details", "em", "hr", "i", "ins", "kbd", "mark", "s", "small", "strong", "sub",
    "summary", "sup", "u",
)  # fmt: skip
"""Without attributes they mark text, break a line or fold it away."""
PASSES = 5

PICTURE = (
    r"<img(?:\s+(?:alt|title)=\"[^\"<>`]*\"|\s+(?:width|height)=\"?\d{1,5}(?:%|px)?\"?|\s+align=\"[a-z]+\""
    r"|\s+src=\"(?:https://)?[\w./%~?=&+-]*\")*\s*/?>"
)
"""As Markdown's own pictures, with a size: its address has no scheme but this one."""

LIVE = re.compile(rf"(?!</?(?:{'|'.join(TAGS)})\s*/?>|{PICTURE}|<!--)<(?=[a-z/!?])", re.IGNORECASE)
"""Where a tag begins, or anything else of HTML."""
LOOSE = re.compile(r"<[a-z][a-z0-9-]*/[^<>]*=", re.IGNORECASE)
"""`<svg/onload=…>` is text by CommonMark, but not to a browser, if a site's own Markdown lets it through."""
PIECES = re.compile(
    r"\\.|(?P<ticks>`+)|<!--(?!-?>)[^<>`]*-->|<(?:https?://[^\s<>\"'`]*|mailto:[^\s<>\"'`]*|[\w.+-]+@[\w.-]+)>|(?P<live><(?=!--)|"
    rf"{LIVE.pattern})",
    re.IGNORECASE | re.DOTALL,
)
TARGET = re.compile(r"\]\(\s*<?(?P<url>[^\s()<>]*)")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
CELL = re.compile(r"(?<!\\)(\|)")

Change = Callable[[str], str]


def defused(text: str) -> str:
    """Markdown in which nothing runs. If there was nothing that would, it is the same to the byte."""
    for _ in range(PASSES):  # once a tag is text, what was HTML around it is Markdown, and may hold more
        less = once(text) if may_run(text) else text
        if less == text:
            return text
        text = less
    return without_links(LIVE.sub("&lt;", text)).replace("]:", "]\\:")


def may_run(text: str) -> bool:
    """Whether it is worth a closer look. A link whose address is on the next line is."""
    targets = (found["url"] for found in TARGET.finditer(text))
    return bool(LIVE.search(text)) or "]:" in text or any(not url or runs(url) for url in targets)


def once(text: str) -> str:
    """A site that knows no tables may find HTML where another one finds code behind a table."""
    for parser in (PARSER, WITHOUT_TABLES):
        env: EnvType = {}
        lines = text.split("\n")
        for first, end, change in changes(parser.parse(text, env), env):
            lines[first:end] = change("\n".join(lines[first:end])).split("\n")
        text = "\n".join(lines)
    return text


def changes(tokens: Sequence[Token], env: EnvType) -> Iterator[tuple[int, int, Change]]:
    """What to do with which lines. Their number never changes."""
    unsafe = [found["map"] for found in env.get("references", {}).values() if runs(found["href"])]
    yield from ((first, end, lambda raw: raw.replace("]:", "]\\:")) for first, end in unsafe)
    in_table = False
    for token in tokens:
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
        if token.map is None:
            continue
        first, end = token.map
        if token.type == "html_block":
            yield first, end, html_defused
        elif token.type == "tr_open":
            yield first, end, lambda raw: "".join(map(markdown_defused, CELL.split(raw)))
        elif token.type == "inline" and not in_table and (has_live_html(token) or has_unsafe_link(token)):
            yield first, end, markdown_defused
        if token.type == "inline" and has_unsafe_link(token) and not unsafe:
            yield first, end, lambda raw: less if (less := without_links(raw)) != raw else raw.replace("](", "]\\(")


def html_defused(raw: str) -> str:
    return LIVE.sub("&lt;", raw)


def markdown_defused(raw: str) -> str:
    """All but escapes, code, addresses and comments."""
    done, at = [], 0
    while piece := PIECES.search(raw, at):
        done.append(raw[at : piece.start()])
        end = end_of_code(raw, piece) if piece["ticks"] else piece.end()
        done.append("&lt;" if piece["live"] else raw[piece.start() : end])
        at = end
    return "".join([*done, raw[at:]])


def end_of_code(raw: str, ticks: re.Match[str]) -> int:
    closing = re.compile(rf"(?<!`){ticks[0]}(?!`)").search(raw, ticks.end())
    return closing.end() if closing else ticks.end()


def without_links(raw: str) -> str:
    """What would run is no longer a link. Its address can still be read."""
    return TARGET.sub(lambda found: found[0].replace("](", "]\\(") if runs(found["url"]) else found[0], raw)


def has_live_html(token: Token) -> bool:
    """Also in a link's tooltip."""
    if LOOSE.search(token.content):
        return True
    for part in with_children(token.children or ()):
        text = part.content if part.type == "html_inline" else str(part.attrGet("title") or "")
        if LIVE.search(text):
            return True
    return False


def has_unsafe_link(token: Token) -> bool:
    parts = with_children(token.children or ())
    return any(runs(str(part.attrGet("href") or part.attrGet("src") or "")) for part in parts)


def runs(url: str) -> bool:
    """Whether a browser would do more than go there: it sees through escapes, and past invisible characters."""
    seen = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]", "", unescape(re.sub(r"\\(\W)", r"\1", url)))
    scheme = SCHEME.match(seen)
    return scheme is not None and scheme[1].lower() not in SCHEMES


def make_permissive_parser() -> MarkdownIt:
    """It lets everything through, so that everything is found."""
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # as the library says to do it
    return parser


PARSER = make_permissive_parser().enable("table")
WITHOUT_TABLES = make_permissive_parser()
