from datetime import date

import pytest

from retros.wrapups.document.dates import NoSuchDay, read_days, read_month

WEEK = (date(2026, 5, 4), date(2026, 5, 8))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("04.05.2026 – 08.05.2026", WEEK),
        ("4.5. - 8.5.2026", WEEK),
        ("4.–8.05.2026", WEEK),
        ("2026-05-04 to 2026-05-08", WEEK),
        ("2026-05-04/2026-05-08", WEEK),
        ("from 4 to 8 May 2026", WEEK),
        ("4th – 8th of May", None),
        ("4 May – 8 May 2026", WEEK),
        ("May 4–8, 2026", WEEK),
        ("May 4th to 8th, 2026", WEEK),
        ("November 30 – December 4, 2026", (date(2026, 11, 30), date(2026, 12, 4))),
        ("28 December 2026 – 1 January 2027", (date(2026, 12, 28), date(2027, 1, 1))),
        ("04.05.2026", (date(2026, 5, 4), date(2026, 5, 4))),
        ("2026-05-04", (date(2026, 5, 4), date(2026, 5, 4))),
        ("04/05/2026 – 08/05/2026", WEEK),
        ("05/04/2026 – 05/08/2026", WEEK),
        ("5/4/2026-5/8/2026", WEEK),
        ("05/25/2026 – 05/29/2026", (date(2026, 5, 25), date(2026, 5, 29))),
        ("05/05/2026 – 05/05/2026", (date(2026, 5, 5), date(2026, 5, 5))),
        ("soon", None),
    ],
)
def test_read_days_understands_the_ways_people_write_them(text: str, days: tuple[date, date] | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["31.02.2026", "30.02.2026 – 02.03.2026", "2026-13-01", "08.05.2026 – 04.05.2026"])
def test_read_days_refuses_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(NoSuchDay):
        read_days(text)


@pytest.mark.parametrize("text", ["12/01/2026 – 01/02/2027", "13/14/2026 – 15/16/2026", "04/05/2026 – 20/12/2026"])
def test_read_days_refuses_to_guess_which_is_the_month(text: str) -> None:
    with pytest.raises(NoSuchDay, match="which is the month"):
        read_days(text)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Hack The Garden 05/2026", "2026-05"),
        ("Hackathon 2026/05 Team", "2026-05"),
        ("A week in May 2026", "2026-05"),
        ("by Ada on Nov 05, 2026", "2026-11"),
        ("13/2026", ""),
        ("the year 2026", ""),
    ],
)
def test_read_month_finds_the_month_of_an_event(text: str, month: str) -> None:
    assert read_month(text) == month
