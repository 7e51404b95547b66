"""The admin page of imported tables."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.models import TableImport
from planning.backoffice.spreadsheets.tables import Table


class TableImportTable(Table):
    class Meta:
        model = TableImport
        fields = ("table", "file_name", "by__email", "put_in_at", "stage", "rows", "new", "changed", "same", "refused")


@admin.register(TableImport)
class TableImportAdmin(ReadOnlyAdmin, Exported):
    """Which tables were imported, by whom, and how far they have got. Deleting one stops it after its current part."""

    resource_classes = (TableImportTable,)
    list_display = ("file_name", "table", "stage", "position", "rows", "new", "changed", "same", "refused", "by")
    list_filter = ("stage", "table")
    list_select_related = ("by",)
    date_hierarchy = "put_in_at"
    search_fields = ("file_name", "table", "by__email")
    fields = ("table", "file_name", "is_json", "by", "put_in_at", "stage", "rows", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[TableImport]:
        return super().get_queryset(request).defer("file", "shown", "refusals")
