"""CSV as spreadsheets write it, and written so that they open it right. Pure.

What can be read in just one way is read; anything else is refused by name, with what to do.
"""

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, ClassVar

from import_export.formats.base_formats import CSV
from tablib import Dataset

UNSEEN = (
    r"\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
"""What spreadsheets drop, or do not show, at the start of a cell."""
FORMULA = re.compile(rf"^'*([{UNSEEN}]*[=+\-@＝＋－＠]|[\t\r\n])")  # full-width signs are signs to Excel as well
"""A cell that a spreadsheet would run, perhaps already guarded by quotes."""

MARK = "\ufeff"
"""The byte-order mark. Without it Excel opens a CSV in the code page of the machine."""
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the start of its own
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",;\t|"
SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]+", re.IGNORECASE)
"""A first line that says what separates the columns, as Excel reads it."""


class FileRefused(ValueError):
    """The text is for the person."""


class Echo:
    """A file for csv to write to, which keeps nothing."""

    def write(self, text: str) -> str:
        return text


class GuardedCSV(CSV):
    """Cells that a spreadsheet would take for a formula get a quote in front, and lose it on the way back in."""

    how: ClassVar[dict[str, Any]] = {}
    """What is told to csv."""

    def lines(self, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
        """One by one, as the rows come."""
        writer: Any = csv.writer(Echo(), **self.how)
        yield MARK + writer.writerow(header)
        for row in rows:
            yield writer.writerow([f"'{cell}" if is_formula(cell) else cell for cell in row])

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:  # noqa: ARG002  # import-export's own signature
        return "".join(self.lines(dataset.headers, dataset))

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:  # noqa: ARG002  # import-export's own signature
        header, *rows = read_rows(in_stream if isinstance(in_stream, str) else decoded(in_stream))
        return Dataset(*rows, headers=header)


class SemicolonCSV(GuardedCSV):
    """As Excel opens it where numbers have a decimal comma, as in German: with commas all would be in one column.

    `sep=,` does not help: Excel then forgets the byte-order mark.
    """

    def get_title(self) -> str:
        return "csv with semicolons, for Excel in German"

    # With all cells in quotes a comma in a table of one column does not separate when it is read again.
    how = {"delimiter": ";", "quoting": csv.QUOTE_ALL}


def is_formula(cell: object) -> bool:
    return isinstance(cell, str) and FORMULA.match(cell) is not None


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or what its byte-order mark says. Other code pages cannot be told apart."""
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    if not encoding and b"\0" in data:
        raise FileRefused(
            "The file is not text, or is UTF-16 without a byte-order mark. In Excel, save it as “CSV UTF-8”."
        )
    encoding = encoding or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise FileRefused(
            f"Line {line} is not in {encoding.removesuffix('-sig').upper()}. "
            "In Excel, save the file as “CSV UTF-8”; elsewhere, choose UTF-8 as its encoding."
        ) from None


def read_spreadsheet(text: str, *, is_json: bool = False) -> Iterator[tuple[str, ...]]:
    """The names of the columns, and then the rows, one after the other."""
    return read_json(text) if is_json else read_rows(text)


def read_rows(text: str) -> Iterator[tuple[str, ...]]:
    """The header, and then each row that is not empty, as wide as the header."""
    text = text.removeprefix(MARK)
    stated = SEPARATOR_LINE.match(text)
    separator = stated[1] if stated else separator_of(text)
    lines = csv_rows(text[stated.end() :] if stated else text, separator)
    header, width = header_of(next(lines, (1, []))[1])
    yield header
    for line, cells in lines:
        if any(cell.strip() for cell in cells[width:]):
            raise FileRefused(
                f"Line {line}: there are {len(cells)} cells, but {width} columns. "
                "Put a cell that holds a separator in quotation marks."
            )
        if any(cells):
            yield tuple(map(without_guard, cells[:width] + [""] * (width - len(cells))))


def csv_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Cells by the line they end on. Lines end with CR, LF or both; inside a cell they are kept."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as error:
        raise FileRefused(
            f"Line {rows.line_num}: a cell cannot be read ({error}). Look for an unclosed quotation mark; "
            "inside a cell it is written twice."
        ) from None


def separator_of(text: str) -> str:
    """What splits the header into the most columns."""
    return max(SEPARATORS, key=lambda separator: columns_by(text[:100_000], separator))


def columns_by(text: str, separator: str) -> int:
    try:
        return len(next(csv_rows(text, separator), (1, []))[1])
    except FileRefused:
        return 0


def header_of(cells: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The names of the columns, in small letters. Empty ones at the end are what a spreadsheet left there."""
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise FileRefused("The first line names no columns.")
    if "" in names:
        raise FileRefused(f"Column {names.index('') + 1} has no name. Name it, or remove it.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise FileRefused(f"These columns are there twice: {', '.join(twice)}. Remove one of each.")
    return tuple(names), len(names)


def without_guard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and is_formula(cell) else cell


def read_json(text: str) -> Iterator[tuple[str, ...]]:
    """A list of objects, as the export writes it."""
    try:
        rows = json.loads(text.removeprefix(MARK))
    except (ValueError, RecursionError):
        raise FileRefused("The file is not JSON. Did you mean CSV?") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileRefused("The JSON is not a list of objects. Export a table as JSON to see what it looks like.")
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    yield header
    for number, row in enumerate(rows, 1):
        yield tuple(cell_of(row.get(name), number) for name in header)


def cell_of(value: object, number: int) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool) or not isinstance(value, int):
        raise FileRefused(f"Row {number}: “{str(value)[:40]}” is neither text nor a whole number. Put it in quotes.")
    return str(value)
