from planning.charts.phone_code import draw_phone_code


def test_phone_code_says_where_it_leads_and_has_no_style_of_its_own() -> None:
    drawn = draw_phone_code("https://garden.example/2026-12/tally/?room=&page=2")

    assert 'role="img" aria-label="QR code of https://garden.example/2026-12/tally/?room=&amp;page=2"' in drawn
    assert "<svg viewBox=" in drawn
    assert "style" not in drawn
