import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planning.defusing import PARSER, TAGS, defused

SCRIPT = "<script>alert(1)</script>"
PIECES = (
    SCRIPT, "<img src=x onerror=alert(1)>", "<div>", "</div>", "<br>", "<b>", "<!--", "-->", "<!-->", "<details>",
    "<?x", "`", "``", "```", "\n", "\n\n", "    ", "- ", "> ", "# ", "| ", " |", "\n| - | - |\n", "\\", "[a](", "[x]: ",
    "[x]", ")", "javascript:alert(1)", "data:text/html,x", "java&#115;cript:x", "https://example.org", '"',
    "<a title='`'>", "a", " ", "<", "<https://example.org>", "<javascript:x>", "![a](",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ANYWHERE = MarkdownIt("commonmark", {"html": True})
ANYWHERE.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # a site that lets everything through

RUNS = re.compile(r"""<[a-z](?:[^>"]|"[^"]*")*?\s(?:on\w+=|(?:href|src)="(?:javascript|data|vbscript):)""")
"""In a tag, and not within the quotes of an attribute: `<a href="x onerror=1">` only leads somewhere."""


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        (f"Seeds {SCRIPT}", "Seeds &lt;script>alert(1)&lt;/script>"),
        ("<img src=x onerror=1>", "&lt;img src=x onerror=1>"),
        ('<img src="x" onerror="1">', '&lt;img src="x" onerror="1">'),
        ('<img src="data:image/svg+xml,x" width="1">', '&lt;img src="data:image/svg+xml,x" width="1">'),
        ("A <svg/onload=alert(1)> b", "A &lt;svg/onload=alert(1)> b"),  # text by CommonMark, a tag to a browser
        ("# A <b onclick=x>title</b>", "# A &lt;b onclick=x>title</b>"),
        (f"<br>\n`{SCRIPT}`", "<br>\n`&lt;script>alert(1)&lt;/script>`"),  # no code: the tag makes it HTML
        (f"<!-- ` --> {SCRIPT} `", "<!-- ` --> &lt;script>alert(1)&lt;/script> `"),
        ("| a | b |\n| - | - |\n| `x | <script>` |", "| a | b |\n| - | - |\n| `x | &lt;script>` |"),
        ("| a |\n| - |\n    <script>", "| a |\n| - |\n    &lt;script>"),  # code, but not where there are no tables
        ("<div>\n```\n</div>\n\n```\n<script>\n", "&lt;div>\n```\n&lt;/div>\n\n```\n&lt;script>\n"),
        ("[a](javascript:alert(1))", "[a]\\(javascript:alert(1))"),
        ("[a](JAVA&#115;cript:x)", "[a]\\(JAVA&#115;cript:x)"),
        ("> [a](\n> data:text/html,x)", "> [a]\\(\n> data:text/html,x)"),
        ("![a](data:image/svg+xml,x)", "![a]\\(data:image/svg+xml,x)"),
        ("[x]\n\n[x]: vbscript:x", "[x]\n\n[x]\\: vbscript:x"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
        ('[a](https://example.org "<script>")', '[a](https://example.org "&lt;script>")'),
    ],
)
def test_what_would_run_leaves_as_text(typed: str, leaves: str) -> None:
    assert defused(typed) == leaves


@pytest.mark.parametrize(
    "text",
    [
        f"`{SCRIPT}` and ``{SCRIPT}``",
        f"```html\n{SCRIPT}\n```\n",
        f"    {SCRIPT}\n",
        "1 < 2, a<b, <3 and \\<script>",
        "<https://example.org/a?b=c> and <ada@example.org> and `<svg/onload=1>`",
        "H<sub>2</sub>O<br>\n<kbd>Ctrl</kbd><br/>",
        "<details>\n<summary>More</summary>\n\n* a list\n\n</details>",
        '<img src="/images/2026-05_1.webp" alt="Us, all." width="50%"/> and <img src="https://example.org/a?b=c">',
        "<!-- to be done -->\n\ntext <!-- here too -->",
        "[a](https://example.org) [b](../c.md) [d](#e) [f](mailto:ada@example.org) ![g](h.png)",
        "[x]: https://example.org\n\n[x]",
    ],
)
def test_what_runs_nowhere_stays_to_the_byte(text: str) -> None:
    assert defused(text) == text


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_nothing_runs_whatever_was_typed(text: str) -> None:
    """Shown by a site that lets all HTML and every link through, there is nothing to clean away."""
    for parser in (ANYWHERE, PARSER):
        html = parser.render(defused(text))

        tags = set(re.findall(r"<([a-z0-9]+)", re.sub(r"<!--.*?(?:-->|$)", "", html, flags=re.DOTALL)))
        assert tags <= {*TAGS, *MARKDOWN_TAGS}
        assert not RUNS.search(html)
        assert "<script" not in nh3.clean(html, tags={"script"}, clean_content_tags=set())


MARKDOWN_TAGS = {
    *("a", "blockquote", "code", "em", "h1", "h2", "h3", "hr", "img", "li", "ol", "p", "pre", "strong", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_text_that_is_safe_already_is_left_alone(text: str) -> None:
    once = defused(text)

    assert defused(once) == once


def test_long_hostile_text_is_answered_soon() -> None:
    text = "\n\n".join("<div>\n```\n</div>" for _ in range(500))

    assert "<div" not in defused(text)
