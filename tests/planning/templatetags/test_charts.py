from django.template import Context, Template

from planning.charts.bars import Bar


def drawn(template: str, **context: object) -> str:
    return Template("{% load charts %}" + template).render(Context(context))


def test_charts_have_no_inline_styles() -> None:
    rows = [Bar("Seeds", 4, kind="is-done")]

    assert "style=" not in drawn("{% bars rows %}{% shares rows %}{% bar 1 2 %}", rows=rows)


def test_bars_write_each_number_beside_its_label() -> None:
    html = drawn("{% bars rows %}", rows=[Bar("Seeds", 4, note="votes", url="/seeds/"), Bar("<b>", 2)])

    assert '<a href="/seeds/">Seeds</a>' in html
    assert "4 <span" in html
    assert "&lt;b&gt;" in html
    assert 'width="100.00"' in html
    assert 'width="50.00"' in html


def test_few_things_are_drawn_one_by_one_and_three_are_no_full_bar() -> None:
    html = drawn("{% shares rows %}", rows=[Bar("done", 2, kind="is-done"), Bar("open", 1, kind="is-open")])

    assert (html.count('class="is-done"'), html.count('class="is-open"')) == (2, 1)
    assert '<rect class="is-open" x="3.33" width="1.32" height="8"/>' in html


def test_many_things_are_one_bar_in_its_parts() -> None:
    html = drawn("{% shares rows %}", rows=[Bar("done", 45, kind="is-done"), Bar("open", 15, kind="is-open")])

    assert '<rect class="is-open" x="75.00" width="25.00" height="8"/>' in html


def test_bars_without_rows_draw_nothing() -> None:
    assert "<rect" not in drawn("{% bars rows %}", rows=[])


def test_bars_show_a_mark_where_the_target_is() -> None:
    html = drawn("{% bars rows %}", rows=[Bar("May", 10, mark=5), Bar("November", 4, mark=20)])

    assert '<rect class="bar-mark" x="25.00" width="0.80" height="8"/>' in html
    assert '<rect class="bar-mark" x="99.20" width="0.80" height="8"/>' in html
    assert 'width="50.00"' in html


def test_bars_have_no_mark_where_there_is_no_target() -> None:
    assert "bar-mark" not in drawn("{% bars rows %}", rows=[Bar("May", 10)])
