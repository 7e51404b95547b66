"""A table behind a link of a page."""

from django.http import HttpRequest, HttpResponse
from tablib import Dataset

from planning.backoffice.spreadsheets.dialects import GuardedCSV, SemicolonCSV


def csv_of(request: HttpRequest, table: Dataset, *, name: str) -> HttpResponse:
    """With commas, or as `?separator=semicolon` asks. No header tells which of them someone's Excel takes."""
    dialect = SemicolonCSV() if request.GET.get("separator") == "semicolon" else GuardedCSV()
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(dialect.export_data(table), content_type="text/csv; charset=utf-8", headers=headers)
