import re
from html import unescape

import pytest
from django.utils.html import escape

from planning.markdown import EXCERPT, excerpt, plain, render, render_inline, render_label


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "![picture](javascript:alert(1))",
        "<a href='javascript:alert(1)'>click</a>",
        '[click](https://example.org/" onclick="alert(1))',
    ],
)
def test_render_lets_nothing_run(text: str) -> None:
    tags = re.findall("<[^>]*>", render(text))

    assert [tag for tag in tags if re.search(r"script|<img|data:|\bon\w+=", tag, re.IGNORECASE)] == []


def test_render_shows_markup_as_it_was_typed() -> None:
    assert render("Use <b>bold</b>") == "<p>Use &lt;b&gt;bold&lt;/b&gt;</p>\n"


def test_render_puts_headings_below_those_of_the_page() -> None:
    assert render("# Plan\n\n##### Detail") == "<h3>Plan</h3>\n<h6>Detail</h6>\n"


def test_render_marks_links_to_other_sites() -> None:
    html = render("[theirs](https://example.org/) and [ours](/next-steps/)")

    assert html == (
        '<p><a href="https://example.org/" rel="nofollow noopener">theirs</a> and <a href="/next-steps/">ours</a></p>\n'
    )


def test_render_links_addresses_and_leaves_file_names_alone() -> None:
    html = render("See https://gardener.cloud and README.md")

    assert html.count("<a ") == 1
    assert ">https://gardener.cloud</a>" in html


def test_render_turns_pictures_of_other_sites_into_links() -> None:
    html = render("![the hut](https://example.org/hut.png)")

    assert html == '<p><a href="https://example.org/hut.png" rel="nofollow noopener">the hut</a></p>\n'


@pytest.mark.parametrize(
    "typed",
    [
        "[files](ftp://example.org/x)",
        "[room](slack://channel?id=1)",
        "[disk](C:\\minutes.md)",
        "![dot](data:image/png;base64,AA==)",
    ],
)
def test_link_that_would_lead_nowhere_stays_as_it_was_typed(typed: str) -> None:
    assert unescape(render(typed)) == f"<p>{typed}</p>\n"


def test_address_of_another_kind_is_no_link() -> None:
    assert render("<ftp://example.org/x>") == "<p>&lt;ftp://example.org/x&gt;</p>\n"


def test_nothing_turns_the_direction_of_what_follows() -> None:
    assert plain("Safe&#x202e;txt.exe&#8238;") == "Safetxt.exe"


def test_render_knows_tables_and_code() -> None:
    html = render("| a |\n|---|\n| `b` |")

    assert "<td><code>b</code></td>" in html


def test_render_inline_makes_no_blocks() -> None:
    assert render_inline("# Use `etcd` **now**") == "# Use <code>etcd</code> <strong>now</strong>"


def test_render_label_has_no_links_inside_a_link() -> None:
    assert render_label("[`etcd`](https://etcd.io) backup") == "<code>etcd</code> backup"


@pytest.mark.parametrize("typed", ["[](https://example.org/)", "&nbsp;", "&#8203;&#8203;"])
def test_a_title_that_would_show_nothing_is_shown_as_it_was_typed(typed: str) -> None:
    assert (render_label(typed), render_inline(typed), plain(typed)) == (escape(typed), escape(typed), typed)


def test_plain_is_the_words_alone() -> None:
    assert plain("Use `a < b` & [more](https://example.org)") == "Use a < b & more"


def test_excerpt_of_a_short_text_is_all_of_it() -> None:
    assert excerpt("It *runs* on\nthe `seed`.") == "It runs on the seed."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("frost " * 40, "frost " * 22 + "frost…"),
        ("x" * (EXCERPT - 1) + " frost", "x" * (EXCERPT - 1) + "…"),
        ("frost, " * 40, "frost, " * 19 + "frost…"),
        ("x" * 200, "x" * (EXCERPT - 1) + "…"),
    ],
)
def test_excerpt_ends_with_a_whole_word(text: str, shown: str) -> None:
    assert excerpt(text) == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Faster[^1].\n\n[^1]: measured", "<p>Faster[^1].</p>\n<p>[^1]: measured</p>\n"),
        ("Faster[^1].\n\n[^1]: on two machines", "<p>Faster[^1].</p>\n<p>[^1]: on two machines</p>\n"),
        ("[^note]: measured\n[^2]: twice", "<p>[^note]: measured\n[^2]: twice</p>\n"),
        ("> Faster[^1]\n>\n> [^1]: yes", "<blockquote>\n<p>Faster[^1]</p>\n<p>[^1]: yes</p>\n</blockquote>\n"),
        ("- Faster[^1]\n\n  [^1]: yes", "<ul>\n<li>\n<p>Faster[^1]</p>\n<p>[^1]: yes</p>\n</li>\n</ul>\n"),
        ("[a]: /b\n[^1]: measured\n\n[a] [^1]", '<p>[^1]: measured</p>\n<p><a href="/b">a</a> [^1]</p>\n'),
    ],
)
def test_footnotes_stay_as_they_were_typed(text: str, html: str) -> None:
    assert render(text) == html


def test_footnote_may_hold_a_link() -> None:
    html = render("Faster[^1].\n\n[^1]: See [the figures](https://example.org/).")

    assert "[^1]: See <a " in html
    assert html.count("<a ") == 1


def test_table_that_leaves_out_its_cells_stays_small() -> None:
    table = "|a" * 300 + "\n" + "|-" * 300 + "\n" + "a\n" * 1400

    assert len(render(table)) < 100_000


@pytest.mark.parametrize("kind", ["Note", "Tip", "Important", "Warning", "Caution"])
def test_quotes_that_github_marks_are_called_what_they_are(kind: str) -> None:
    assert render(f"> [!{kind.upper()}]\n> Water *it*.") == (
        f"<blockquote>\n<p><strong>{kind}:</strong>\nWater <em>it</em>.</p>\n</blockquote>\n"
    )


@pytest.mark.parametrize("text", ["[!TIP]", "> See [!TIP]", "> [!TOP]\n> x", "> # [!TIP]", "> `[!TIP]`"])
def test_other_brackets_stay(text: str) -> None:
    assert "<strong>" not in render(text)
