"""docs/speed.md says how fast each page was found to be, as `make bench` wrote it."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.bench.pages.measuring import Figures
from tests.bench.pages.phone import NAMES as BALLOTS
from tests.bench.pages.phone import Load
from tests.bench.pages.report import BLOCK, DOCUMENT, PAGES, PHONE, WORKER, Table, of_load, of_page, of_weight, write
from tests.bench.pages.table import LINES
from tests.bench.pages.worker import NAMES as WEIGHTS
from tests.bench.pages.worker import Weight

NAMES = [*(line.name for line in LINES), *BALLOTS, *WEIGHTS]


def test_names_in_the_table_are_distinct() -> None:
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_document_has_a_row_of_figures_for_each_line(name: str) -> None:
    block = BLOCK.search(DOCUMENT.read_text(encoding="utf-8"))

    assert block is not None
    assert f"| {name} |" in block[0].replace("**", "")


def test_readme_leads_to_the_figures() -> None:
    readme = (DOCUMENT.parent.parent / "README.md").read_text(encoding="utf-8")

    assert "(docs/speed.md)" in readme


def test_figures_replace_those_of_the_last_time(tmp_path: Path) -> None:
    document = tmp_path / "speed.md"
    document.write_text(
        "before\n<!-- written by make bench -->\nyesterday’s\n<!-- until here -->\nafter\n", encoding="utf-8"
    )
    slow = Figures(LINES[0], ours=16.0, floor=8.0, queries=4, length=63_000, compressed=7_000)
    table = Table("Pages", PAGES, [of_page(slow)])

    write([table], now=datetime(2027, 3, 4, 12), document=document)  # noqa: DTZ001  # a day is shown, in no zone

    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- written by make bench -->\n\nMeasured on 4 March 2027, on ")
    assert f"| **{LINES[0].name}** | 16.0 | 8.0 | 2.00 | 1.5 | 4 | 63,000 | 7,000 |" in text
    assert "yesterday" not in text
    assert text.endswith("<!-- until here -->\nafter\n")


def test_figures_within_their_limits_are_not_in_bold() -> None:
    assert of_page(Figures(LINES[0], ours=8.0, floor=8.0)).holds
    assert of_load(Load(BALLOTS[0], 2.7, 45.0, seconds=2.6, kilobytes=44.0)).holds
    assert of_weight(Weight(WEIGHTS[0], "MB", 0, ours=100.0, floor=67.0, most=1.57)).holds


def test_figures_beyond_their_limits_are() -> None:
    assert not of_page(Figures(LINES[0], ours=13.0, floor=8.0)).holds
    assert not of_page(Figures(LINES[0], refusal="/ answered 500, not 200")).holds
    assert not of_load(Load(BALLOTS[0], 2.7, 45.0, seconds=2.6, kilobytes=46.0)).holds
    assert not of_load(Load(BALLOTS[0], 2.7, None, seconds=2.8, kilobytes=46.0)).holds
    assert not of_weight(Weight(WEIGHTS[0], "MB", 0, ours=110.0, floor=67.0, most=1.57)).holds


def test_each_kind_of_row_has_as_many_cells_as_its_table_has_columns() -> None:
    rows = [of_page(Figures(LINES[0])), of_load(Load(BALLOTS[0], 2.7, 45.0, 2.6, 44.0))]
    rows.append(of_weight(Weight(WEIGHTS[0], "MB", 0, ours=100.0, floor=67.0, most=1.57)))

    assert [len(row.cells) for row in rows] == [len(PAGES), len(PHONE), len(WORKER)]
