"""A table behind a link of a page."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.http import HttpRequest, StreamingHttpResponse

from planning.backoffice.spreadsheets.dialects import GuardedCSV, SemicolonCSV

AT_ONCE = 500
"""Lines that are sent together."""


def csv_of(
    request: HttpRequest, header: Sequence[str], rows: Iterable[Sequence[object]], *, name: str
) -> StreamingHttpResponse:
    """With commas, or as `?separator=semicolon` asks. No header tells which of them someone's Excel takes.

    It is sent while the rows are read, so only a few of them are in memory, however many there are.
    """
    dialect = SemicolonCSV() if request.GET.get("separator") == "semicolon" else GuardedCSV()
    return streamed(dialect.lines(header, rows), file_name=f"{name}.csv")


def streamed(lines: Iterator[str], *, file_name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return StreamingHttpResponse(together(lines), content_type="text/csv; charset=utf-8", headers=headers)


def together(lines: Iterator[str]) -> Iterator[str]:
    """The first line at once, the rest by the hundreds: each piece takes the server some time of its own."""
    yield from islice(lines, 1)
    while some := list(islice(lines, AT_ONCE)):
        yield "".join(some)
