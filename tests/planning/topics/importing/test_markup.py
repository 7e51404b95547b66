"""Markdown as GitHub takes it, made into Markdown as it is shown here."""

import pytest

from planning.markdown import render
from planning.topics.importing.markup import tidied
from tests.growth import growth


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("a<!-- fill\nthis in -->b", "ab"),
        ("<details><summary>More</summary>\nx\n</details>", "More\nx"),
        ('<img src="https://x.org/y.png" width="9" alt="z">', "![z](<https://x.org/y.png>)"),
        ('<a href="https://x.org">there</a>', "<https://x.org> there"),
        ("a<br/>b", "a\nb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("<script>alert(1)</script>x", "x"),
    ],
)
def test_what_github_hides_or_draws_is_not_shown_as_tags(there: str, here: str) -> None:
    assert tidied(there) == here


@pytest.mark.parametrize(
    "text", ["List<String> a", "a < b > c", "`<b> <!-- c -->`", "```\n<b>\n<!-- c -->\n```", "<!-- a"]
)
def test_words_and_code_stay_as_they_are(text: str) -> None:
    assert tidied(text) == text


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("[x](javascript:alert(1))", "[x]"),
        ("[x](JavaScript:alert(1) 'title')", "[x]"),
        ("[x](java&#115;cript:alert(1))", "[x]"),
        ("[x](<java\tscript:alert(1)>)", "[x]"),
        ("[x](\njavascript:alert(1))", "[x]"),
        ("[x](java<b></b>script:alert(1))", "[x]"),
        ("[a `b`](javascript:alert(1))", "[a `b`]"),
        ("![x](data:text/html;base64,aa)", "![x]"),
        ("<javascript:alert(1)>", ""),
        ("[x]\n\n[x]: javascript:alert(1)", "[x]"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("[x](vbscript:a) [y](https://y.org/a_(b))", "[x] [y](https://y.org/a_(b))"),
    ],
)
def test_link_that_would_run_something_leads_nowhere(there: str, here: str) -> None:
    assert tidied(there) == here


@pytest.mark.parametrize("odd", ["[x](javascript:a((b)(c)))", "[x\\]](javascript:a)", "[a]:\n<javascript:b>\n\n[a]"])
def test_link_in_an_odd_form_is_no_link_here(odd: str) -> None:
    assert "<a" not in render(tidied(odd))


@pytest.mark.parametrize("piece", ["<!--", "<script", "`x ", "<a ", "](("])
def test_twice_as_much_of_what_is_never_closed_takes_about_twice_as_long(piece: str) -> None:
    assert growth(lambda size: tidied(piece * size), 2000) < 12
