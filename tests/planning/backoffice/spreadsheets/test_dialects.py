import codecs
import re

import pytest
from tablib import Dataset

from planning.backoffice.spreadsheets.dialects import FileRefused, GuardedCSV, SemicolonCSV, decoded, read_rows

CELLS = [
    *(
        "=1+1",
        "+1",
        "-1",
        "@ada",
        "'=1+1",
        "''=1+1",
        "\t=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠ada",
        " =1",
        "\u200b=1",
        "\ufeff+1",
    ),
    *("\u00a0@ada", "\u3000＝1", "\n=1", "\r\n-1", "\nplain", "'\t=1", "' ＝1", "\u202e=1"),
    *("it's", "'quoted'", "plain", "", " plain", "1-1", "“=”", "two\nlines", "two\r\nlines", 'a "b", c;d', "Größe 🌱"),
]
DANGEROUS = CELLS[:22]
WRITTEN_AS = [GuardedCSV, SemicolonCSV]
TABLE = [("event", "name"), ("2026-12", "Größe"), ("2027-05", 'two\nlines, "quoted"')]
COMMAS = 'event,name\r\n2026-12,Größe\r\n2027-05,"two\nlines, ""quoted"""\r\n'
SEMICOLONS = 'event;name\r\n2026-12;Größe\r\n2027-05;"two\nlines, ""quoted"""\r\n'
TABS = SEMICOLONS.replace(";", "\t")


def read(data: bytes) -> list[tuple[str, ...]]:
    return list(read_rows(decoded(data)))


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data)
    return str(refused.value)


@pytest.mark.parametrize("written_as", WRITTEN_AS)
def test_cells_come_back_from_csv_as_they_were(written_as: type[GuardedCSV]) -> None:
    text = written_as().export_data(Dataset(*[(cell, "x") for cell in CELLS], headers=["cell", "other"]))

    assert GuardedCSV().create_dataset(text.encode())["cell"] == CELLS


@pytest.mark.parametrize("written_as", WRITTEN_AS)
def test_a_table_of_one_column_comes_back_whatever_separates_in_its_cells(written_as: type[GuardedCSV]) -> None:
    names = ["seeds, shoots", "seeds; shoots", "seeds\tshoots"]
    text = written_as().export_data(Dataset(*[(name,) for name in names], headers=["name"]))

    assert GuardedCSV().create_dataset(text.encode())["name"] == names


@pytest.mark.parametrize("written_as", WRITTEN_AS)
@pytest.mark.parametrize("cell", DANGEROUS)
def test_no_cell_of_csv_begins_a_formula(cell: str, written_as: type[GuardedCSV]) -> None:
    text = written_as().export_data(Dataset((cell, "x"), headers=["cell", "other"]))

    assert text.partition("\r\n")[2].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell not in DANGEROUS])
def test_other_cells_are_left_alone(cell: str) -> None:
    text = GuardedCSV().export_data(Dataset((cell, "x"), headers=["cell", "other"]))

    assert not text.partition("\r\n")[2].lstrip('"').startswith("''")
    assert cell.replace('"', '""') in text


def test_numbers_in_a_table_are_left_alone() -> None:
    assert GuardedCSV().export_data(Dataset((-1, None), headers=["a", "b"])) == "\ufeffa,b\r\n-1,\r\n"


def test_csv_for_excel_in_german_has_semicolons_and_a_byte_order_mark_and_no_line_before_the_header() -> None:
    table = SemicolonCSV().export_data(Dataset(("Größe", "1;2"), headers=["name", "note"]))

    assert table == '\ufeff"name";"note"\r\n"Größe";"1;2"\r\n'


def test_csv_is_written_with_a_byte_order_mark() -> None:
    assert GuardedCSV().export_data(Dataset(("Größe",), headers=["name"])).encode() == b"\xef\xbb\xbf" + (
        "name\r\nGröße\r\n".encode()
    )


@pytest.mark.parametrize(
    "data",
    [
        COMMAS.encode(),
        COMMAS.encode("utf-8-sig"),
        COMMAS.replace("\r\n", "\n").encode(),
        COMMAS.replace("\r\n", "\r").encode(),
        SEMICOLONS.encode("utf-8-sig"),
        TABS.encode(),
        SEMICOLONS.replace(";", "|").encode(),
        ("sep=;\r\n" + SEMICOLONS).encode(),
        ("SEP=\t\n" + TABS).encode(),
        codecs.BOM_UTF16_LE + TABS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TABS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + COMMAS.encode("utf-32-le"),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_wrote_it(data: bytes) -> None:
    assert read(data) == TABLE


def test_empty_columns_and_rows_that_a_spreadsheet_left_are_passed_over() -> None:
    assert read(b"event;name;;\n2026-12;Ada;;\n;;;\n\n2027-05\n") == [
        ("event", "name"),
        ("2026-12", "Ada"),
        ("2027-05", ""),
    ]


def test_a_column_alone_needs_no_separator() -> None:
    assert read(b"name\nx-cellent\n") == [("name",), ("x-cellent",)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SEMICOLONS.encode("cp1252"), "Line 2 is not in UTF-8. In Excel, save the file as “CSV UTF-8”"),
        (codecs.BOM_UTF16_LE + b"a", "Line 1 is not in UTF-16"),
        (TABS.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        (b"PK\x03\x04\0\0", "not text"),
        (b"", "names no columns"),
        (b"\n\n", "names no columns"),
        (b"event,,name\n", "Column 2 has no name"),
        (b"event,name,event\n", "there twice: event"),
        (b"event,name\n2026-12,Ada,of Graz\n", "Line 2: there are 3 cells, but 2 columns"),
        (b'event,name\n2026-12,"Ada\n2026-12,Grace\n', "Line 3: a cell cannot be read"),
        (b'event,name\n2026-12,"Ada" Lovelace\n', "Line 2: a cell cannot be read"),
        (b"event,name\n2026-12," + b"x" * 200_000 + b"\n", "Line 2: a cell cannot be read"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_refused_by_name(data: bytes, said: str) -> None:
    assert re.search(re.escape(said), refusal(data))
