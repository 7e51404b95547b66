"""What people write, as HTML that is safe to show."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from importlib import import_module
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from planning.remembering import remembering
from planning.texts.cleaning import REFUSED, is_seen

# A table row may leave cells out, and the parser fills them in: 4 KB of text can call for megabytes of table.
import_module("markdown_it.rules_block.table").MAX_AUTOCOMPLETED_CELLS = 1000  # type: ignore[attr-defined]  # a module's

INLINE_TAGS = {"a", "code", "em", "s", "strong"}
BLOCK_TAGS = INLINE_TAGS | {
    *("blockquote", "br", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"a": {"href", "rel", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
OUR_HOST = urlsplit(settings.SITE_URL).netloc
ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
EXCERPT = 140
"""Characters at most, with the ellipsis."""


@remembering(most=2_500_000)
def render(text: str) -> SafeString:
    """Markdown to HTML blocks. Headings begin at the third level, below those of the page."""
    return clean(MARKDOWN.render(text), BLOCK_TAGS)


@remembering(most=500_000)
def render_inline(text: str) -> SafeString:
    """Markdown of one line, such as a title: code, emphasis and links."""
    return render_line(text, INLINE_TAGS)


@remembering(most=1_000_000)
def render_label(text: str) -> SafeString:
    """As `render_inline`, but without links: for a line that is a link itself."""
    return render_line(text, INLINE_TAGS - {"a"})


def render_line(text: str, tags: set[str]) -> SafeString:
    """What would show nothing, like `[](https://…)` or `&nbsp;`, is shown as it was typed: no link is without words."""
    html = clean(MARKDOWN.renderInline(text), tags)
    return html if is_seen(unescape(strip_tags(html))) else escape(text)


@remembering(most=1_000_000)
def plain(text: str) -> str:
    """Just the words, for places where HTML cannot go: options of a select, titles of pages."""
    return unescape(strip_tags(render_label(text)))


@remembering(most=500_000)
def excerpt(text: str) -> str:
    """How a text begins, just the words, for lists of many. It ends with a whole word, unless there is but one."""
    words = " ".join(unescape(strip_tags(MARKDOWN.renderInline(text))).split())
    if len(words) <= EXCERPT:
        return words
    whole = words[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{whole}…" if whole else Truncator(words).chars(EXCERPT)


def clean(html: str, tags: set[str]) -> SafeString:
    # markdown-it lets no HTML through; nh3 is there in case it ever does.
    return mark_safe(nh3.clean(html, tags=tags, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None))


def definition_but_no_footnote(state: StateBlock, line: int, last_line: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's
    """`[^1]: …` is a footnote on GitHub. CommonMark takes it for a link's address, which would go nowhere and
    swallow the note, so it stays as it was typed.
    """
    start = state.bMarks[line] + state.tShift[line]
    return not state.src.startswith("[^", start) and reference(state, line, last_line, silent)


def leads_somewhere(url: str) -> bool:
    """Otherwise it stays as it was typed: `clean` would take the address away, and leave a link to nowhere."""
    return "href=" in clean(f'<a href="{escape(url)}"></a>', {"a"})


def take_out_what_turns(state: StateCore) -> None:
    """No text holds such characters, but `&#x202e;` is one of them here."""
    for token in with_children(state.tokens):
        if token.type == "text":
            token.content = REFUSED.sub("", token.content)


def name_alerts(state: StateCore) -> None:
    """GitHub shows a quote that begins with the line `[!TIP]` as a tip."""
    for quote, paragraph, first in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (quote.type, paragraph.type) != ("blockquote_open", "paragraph_open") or not first.children:
            continue
        line = first.children[0]
        if line.type == "text" and (kind := ALERT.fullmatch(line.content)):
            line.content = f"{kind[1].capitalize()}:"
            first.children[0:1] = [Token("strong_open", "strong", 1), line, Token("strong_close", "strong", -1)]


def push_headings_down(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


def mark_external_links(state: StateCore) -> None:
    for token in with_children(state.tokens):
        if token.type == "link_open" and urlsplit(str(token.attrGet("href"))).netloc not in {"", OUR_HOST}:
            token.attrSet("rel", "nofollow noopener")


def with_children(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def image_as_link(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Pictures from other sites would tell them who is reading here, so they become links."""
    address, words = str(tokens[index].attrGet("src")), tokens[index].content
    return f'<a href="{escape(address)}" rel="nofollow noopener">{escape(words or address)}</a>'


def make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["linkify", "table", "strikethrough"])
    # Only what looks like an address: README.md is a file here, and no site in Moldova.
    if parser.linkify:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.validateLink = leads_somewhere  # type: ignore[method-assign]  # as the library says to do it
    parser.block.ruler.at("reference", definition_but_no_footnote)
    parser.core.ruler.push("take_out_what_turns", take_out_what_turns)
    parser.core.ruler.push("name_alerts", name_alerts)
    parser.core.ruler.push("push_headings_down", push_headings_down)
    parser.core.ruler.push("mark_external_links", mark_external_links)
    parser.add_render_rule("image", image_as_link)
    return parser


MARKDOWN = make_parser()
