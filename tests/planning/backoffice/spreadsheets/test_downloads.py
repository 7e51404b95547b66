from collections.abc import Iterator

from django.test import RequestFactory

from planning.backoffice.spreadsheets.downloads import AT_ONCE, csv_of


class Numbers:
    """Rows that note how many of them were read."""

    def __init__(self, number: int) -> None:
        self.number, self.read = number, 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for place in range(self.number):
            self.read += 1
            yield place, "=1+1"


def test_table_is_sent_while_its_rows_are_read() -> None:
    rows = Numbers(3 * AT_ONCE + 1)

    table = csv_of(RequestFactory().get("/"), ("number", "formula"), rows, name="numbers")

    pieces = [(piece.count(b"\r\n"), rows.read) for piece in table]
    assert pieces == [(1, 0), *((AT_ONCE, AT_ONCE * sent) for sent in (1, 2, 3)), (1, 3 * AT_ONCE + 1)]


def test_table_that_is_sent_is_one_for_excel() -> None:
    request = RequestFactory().get("/", {"separator": "semicolon"})

    with_commas = csv_of(RequestFactory().get("/"), ("number", "formula"), Numbers(1), name="numbers")
    with_semicolons = csv_of(request, ("number", "formula"), Numbers(1), name="numbers")

    assert with_commas["Content-Type"] == "text/csv; charset=utf-8"
    assert with_commas["Content-Disposition"] == 'attachment; filename="numbers.csv"'
    assert with_commas.getvalue().decode() == "\ufeffnumber,formula\r\n0,'=1+1\r\n"
    assert with_semicolons.getvalue().decode() == '\ufeff"number";"formula"\r\n"0";"\'=1+1"\r\n'


def test_table_without_rows_is_its_header() -> None:
    table = csv_of(RequestFactory().get("/"), ("number",), [], name="numbers")

    assert table.getvalue().decode() == "\ufeffnumber\r\n"
