import re

from planning.charts.meadow import EDGE, TALL, WIDE, draw_meadow, spots


def test_meadow_has_a_sprout_for_each_ballot_and_a_seed_for_everyone_else() -> None:
    drawn = draw_meadow(14, 25)

    assert drawn.count('href="#r-sprout"') == 14
    assert drawn.count('href="#r-seed"') == 11
    assert drawn.count("is-new") == 1


def test_meadow_keeps_what_has_sprouted() -> None:
    def sprouts(number: int) -> set[str]:
        return set(re.findall(r'href="#r-sprout" (x="\d+" y="\d+")', draw_meadow(number, 25)))

    assert sprouts(13) < sprouts(14)


def test_meadow_of_no_one_and_of_nobody_who_voted() -> None:
    assert draw_meadow(0, 0) == ""
    assert "is-new" not in draw_meadow(0, 3)


def test_meadow_has_room_for_everyone() -> None:
    for people in (1, 2, 25, 130, 1000):
        found = list(spots(people))

        assert len(found) == people
        assert all(EDGE <= spot.x - spot.size / 2 <= spot.x + spot.size / 2 <= WIDE - EDGE for spot in found)
        assert all(0 < spot.y < TALL for spot in found)


def test_a_screen_of_16_by_10_cuts_no_one_off() -> None:
    assert WIDE - 2 * EDGE <= TALL * 16 / 10
