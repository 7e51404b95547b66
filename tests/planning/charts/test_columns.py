from planning.charts.columns import Column, draw_columns

WEEKS = (Column("9 Nov", 2), Column("this week", 4))


def test_the_highest_column_reaches_the_top_and_the_others_are_on_its_scale() -> None:
    svg = draw_columns(WEEKS, "New topics")

    assert '<rect class="c-part" x="23.4" y="75.0" width="83.2" height="49.0"/>' in svg
    assert '<rect class="c-part" x="153.4" y="26.0" width="83.2" height="98.0"/>' in svg


def test_columns_are_read_out() -> None:
    assert 'role="img" aria-label="New topics: 9 Nov 2, this week 4"' in draw_columns(WEEKS, "New topics")


def test_the_present_stands_out() -> None:
    assert '<text class="c-today" x="195.0" y="142">this week</text>' in draw_columns(WEEKS, "New topics")


def test_nothing_at_all_has_no_height() -> None:
    assert 'height="0.0"' in draw_columns((Column("this week", 0),), "New topics")
