"""Admin pages whose rows can be taken out as a table, and put in as one."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.admin import ExportMixin, ImportMixin
from import_export.formats.base_formats import JSON
from import_export.forms import ExportForm

from planning.spreadsheets.dialects import GuardedCSV
from planning.spreadsheets.tables import ImportResult


class Exported(ExportMixin, admin.ModelAdmin):
    """An admin page whose rows can be taken out as a table."""

    formats = (GuardedCSV, JSON)
    export_form_class = ExportForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))


class Imported(ImportMixin, Exported):
    """One whose rows can be put in as well: all of them, or none where one is refused."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().process_import(request, **kwargs)  # type: ignore[no-any-return]  # import-export has no types
        except FileNotFoundError:
            messages.error(request, "This file was imported already. Choose it again to import it once more.")
            return self.back_to_import()

    def process_result(self, result: ImportResult, request: HttpRequest) -> HttpResponse:
        """Between preview and confirmation a row may have become wrong."""
        if refusals := " ".join(result.refusals()):
            messages.error(request, f"Nothing was imported. {refusals}")
            return self.back_to_import()
        return super().process_result(result, request)  # type: ignore[no-any-return]  # as above

    def back_to_import(self) -> HttpResponse:
        return redirect("admin:{}_{}_import".format(*self.get_model_info()))
