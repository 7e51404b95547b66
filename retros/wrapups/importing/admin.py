from django.contrib import admin

from planning.backoffice.records import Record
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.wrapups.models import ImportedWrapUp


class ImportedWrapUpTable(Table):
    class Meta:
        model = ImportedWrapUp
        fields = ("event__slug", "imported_at", "imported_by__email", "text")


@admin.register(ImportedWrapUp)
class ImportedWrapUpAdmin(Record, Exported):
    resource_classes = (ImportedWrapUpTable,)
    list_display = ("event", "event__slug", "imported_at", "imported_by")
    list_select_related = ("event", "imported_by")
    date_hierarchy = "imported_at"
    search_fields = ("event__folded", "event__slug", "folded")
