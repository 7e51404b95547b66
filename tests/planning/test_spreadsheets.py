from datetime import UTC, datetime

import pytest
from tablib import Dataset

from planning.spreadsheets import GuardedCSV, Instant, mark

CELLS = ["=1+1", "+1", "-1", "@ada", "'=1+1", "''=1+1", "\t=1", "it's", "'quoted'", "plain", ""]


def test_cells_come_back_from_csv_as_they_were() -> None:
    text = GuardedCSV().export_data(Dataset(*[(cell, "x") for cell in CELLS], headers=["cell", "other"]))

    assert GuardedCSV().create_dataset(text)["cell"] == CELLS


@pytest.mark.parametrize("cell", CELLS[:7])
def test_no_cell_of_csv_begins_a_formula(cell: str) -> None:
    text = GuardedCSV().export_data(Dataset((cell, "x"), headers=["cell", "other"]))

    assert text.splitlines()[1].lstrip('"').startswith("'")


def test_numbers_in_a_table_are_left_alone() -> None:
    assert GuardedCSV().export_data(Dataset((-1, None), headers=["a", "b"])) == "a,b\r\n-1,\r\n"


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize("written", ["2026-12-01T09:00:00+01:00", "2026-12-01 09:00", " 2026-12-01T08:00Z "])
def test_a_moment_can_be_written_with_an_offset_or_as_local_time(written: str) -> None:
    assert Instant().clean(written) == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_a_moment_comes_back_to_the_microsecond() -> None:
    moment = datetime(2026, 12, 1, 8, 30, 15, 123456, tzinfo=UTC)

    assert Instant().clean(Instant().render(moment)) == moment


def test_an_empty_cell_is_no_moment() -> None:
    assert (Instant().clean(""), Instant().render(None)) == (None, "")


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
    assert mark(old, new) == marked
