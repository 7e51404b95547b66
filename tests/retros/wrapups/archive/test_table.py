from datetime import date

import pytest

from retros.wrapups.archive.table import ArchiveRow, read_event_table, write_table

TABLE = """\
# Hackathons

| Date | Location | Organizer | Wrap Up |
| :-- | :-- | :-- | :-- |
| 06.05.2019 – 10.05.2019 | [The Hut, Hill](https://ex.org/hut) | SAP, STACKIT | [Go](/hackathons/2019-05/) |
| 05.11.2018 – 09.11.2018 | The Castle | x-cellent | soon |

The next one is planned.
"""
MAY = ArchiveRow(
    "2019-05",
    5,
    (date(2019, 5, 6), date(2019, 5, 10)),
    "The Hut, Hill",
    "https://ex.org/hut",
    "SAP, STACKIT",
)
NOVEMBER = ArchiveRow("2018-11", 6, (date(2018, 11, 5), date(2018, 11, 9)), "The Castle", "", "x-cellent")


def test_each_row_is_read_with_its_line() -> None:
    assert read_event_table(TABLE) == {"2019-05": MAY, "2018-11": NOVEMBER}
    assert MAY.hosts == (("SAP", ""), ("STACKIT", ""))


def test_the_month_of_a_row_is_that_of_its_page() -> None:
    """A week may begin in the month before."""
    text = TABLE.replace("06.05.2019", "30.04.2019").replace("10.05.2019", "04.05.2019")

    assert list(read_event_table(text)) == ["2019-05", "2018-11"]


@pytest.mark.parametrize("text", ["", "# Hackathons\n\nNone yet.\n", "| A | B |\n| - | - |\n| 1 | 2 |\n"])
def test_a_page_without_such_a_table_has_no_rows(text: str) -> None:
    assert read_event_table(text) == {}


def test_a_day_that_does_not_exist_leaves_the_rest_of_its_row() -> None:
    row = read_event_table(TABLE.replace("06.05.2019", "31.02.2019"))["2019-05"]

    assert (row.days, row.venue) == (None, "The Hut, Hill")


def test_what_the_table_says_already_stays_to_the_byte() -> None:
    rows = [ArchiveRow("2019-05", venue="The Hut, Hill", organizer="SAP"), NOVEMBER]

    assert write_table(rows, page=TABLE) == TABLE


def test_a_new_event_goes_on_top_and_a_changed_row_is_written_anew() -> None:
    page = write_table(
        [ArchiveRow("2019-11", organizer="metal-stack"), ArchiveRow("2018-11", venue="The Barn | Loft")], page=TABLE
    )

    assert page == TABLE.replace(
        "| 06.05.2019",
        "| 2019-11 |  | metal-stack | [Summary](/community/hackathons/2019-11/) |\n| 06.05.2019",
    ).replace(
        "| 05.11.2018 – 09.11.2018 | The Castle | x-cellent | soon |",
        "| 2018-11 | The Barn \\| Loft |  | [Summary](/community/hackathons/2018-11/) |",
    )


def test_without_a_page_there_is_one_with_the_table() -> None:
    page = write_table([MAY])

    assert page.endswith(
        "## 📅 Events\n\n| Date | Location | Organizer | Wrap Up |\n| :-- | :-- | :-- | :-- |\n"
        "| 06.05.2019 – 10.05.2019 | [The Hut, Hill](https://ex.org/hut) | SAP, STACKIT | "
        "[Summary](/community/hackathons/2019-05/) |\n"
    )
    assert list(read_event_table(page)) == ["2019-05"]
