from datetime import UTC, date, datetime

import pytest

from planning.backoffice.spreadsheets.cells import DayWidget, InstantWidget, WholeNumberWidget, month_of_event
from planning.backoffice.spreadsheets.tables import mark_difference


@pytest.mark.parametrize("written", ["2027-04-03", "03.04.2027", " 3.4.2027 ", "2027-4-3"])
def test_a_day_is_taken_that_reads_in_one_way(written: str) -> None:
    assert DayWidget().clean(written) == date(2027, 4, 3)


@pytest.mark.parametrize(
    "written", ["03/04/2027", "13/04/2027", "3-4-2027", "03.04.27", "20270403", "2027-W14-6", "tomorrow", "46115"]
)
def test_a_day_that_reads_in_two_ways_is_refused_with_how_to_write_it(written: str) -> None:
    with pytest.raises(ValueError, match=f"“{written}” could be more than one day, or none. Write it like 2027-04-30"):
        DayWidget().clean(written)


@pytest.mark.parametrize("written", ["2027-02-29", "30.02.2027", "2027-13-01", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=f"“{written}” is not a day in the calendar."):
        DayWidget().clean(written)


def test_a_day_comes_back_as_it_was() -> None:
    assert DayWidget().clean(DayWidget().render(date(2027, 4, 3))) == date(2027, 4, 3)
    assert DayWidget().clean(DayWidget().render(None)) is None


@pytest.mark.parametrize(
    ("written", "month"),
    [
        *(("Dec-26", "2026-12"), ("Dez 26", "2026-12"), ("Dez. 26", "2026-12"), ("Dec-2026", "2026-12")),
        *(("Mrz 27", "2027-03"), ("März 2027", "2027-03"), ("MAY-27", "2027-05"), ("Okt-26", "2026-10")),
        *(("12/2026", "2026-12"), ("3.2027", "2027-03"), ("2027-3", "2027-03"), ("2026/12", "2026-12")),
        *(("01.12.2026", "2026-12"), ("2026-12-01", "2026-12"), ("2026-12-02", "2026-12-02")),
        *(("01/12/2026", "01/12/2026"), ("13/2026", "13/2026")),
        *(("2026-12", "2026-12"), ("Dec", "Dec"), ("Foo-26", "Foo-26"), ("26-Dec", "26-Dec"), ("", "")),
    ],
)
def test_the_month_of_an_event_is_known_by_what_a_spreadsheet_made_of_it(written: str, month: str) -> None:
    assert month_of_event(written) == month


@pytest.mark.parametrize(("written", "number"), [("12", 12), (" 1000 ", 1000), ("0", 0), ("", None), (3, 3)])
def test_a_whole_number_is_taken(written: str | int, number: int | None) -> None:
    assert WholeNumberWidget().clean(written) == number


@pytest.mark.parametrize("written", ["1.000", "1,000", "1.5", "1e3", "٣", "x", "9" * 5000])
def test_a_number_that_reads_in_two_ways_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a whole number\. Write it in digits"):
        WholeNumberWidget().clean(written)


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    "written",
    [
        *("2026-12-01T09:00:00+01:00", "2026-12-01 09:00", " 2026-12-01T08:00Z "),
        *("01.12.2026 09:00", "1.12.2026 09:00:00"),
    ],
)
def test_a_moment_can_be_written_with_an_offset_or_as_local_time(written: str) -> None:
    assert InstantWidget().clean(written) == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_a_moment_comes_back_to_the_microsecond() -> None:
    moment = datetime(2026, 12, 1, 8, 30, 15, 123456, tzinfo=UTC)

    assert InstantWidget().clean(InstantWidget().render(moment)) == moment


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize("written", ["2026-10-25 02:30", "29.03.2026 02:30"])
def test_an_hour_that_was_there_twice_or_not_at_all_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=f"“{written}” was there twice or not at all, as the clocks changed."):
        InstantWidget().clean(written)


def test_an_empty_cell_is_no_moment() -> None:
    assert (InstantWidget().clean(""), InstantWidget().render(None)) == (None, "")


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("a", "a", "a"),
        ("a", "b", "<del>a</del> <ins>b</ins>"),
        ("", "<b>", "<ins>&lt;b&gt;</ins>"),
        ("a", "", "<del>a</del> <ins></ins>"),
    ],
)
def test_changes_are_marked(old: str, new: str, marked: str) -> None:
    assert mark_difference(old, new) == marked
