from planning.charts.strip import strip


def test_strip_cuts_the_width_into_shares() -> None:
    svg = strip([(3, "is-done"), (1, "is-open")], 4)

    assert '<rect class="is-done" x="0.00" width="75.00" height="8"/>' in svg
    assert '<rect class="is-open" x="75.00" width="25.00" height="8"/>' in svg


def test_strip_of_nothing_is_empty() -> None:
    assert 'width="0.00"' in strip([(0, "")], 0)
