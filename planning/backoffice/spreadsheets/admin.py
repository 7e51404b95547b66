"""Admin pages whose rows can be exported as a table, and imported from one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from import_export.admin import ExportMixin, ImportMixin
from import_export.formats.base_formats import JSON
from import_export.forms import ExportForm, ImportForm

from planning.backoffice.spreadsheets import importing
from planning.backoffice.spreadsheets.dialects import FileRefused, GuardedCSV, SemicolonCSV
from planning.backoffice.spreadsheets.fields import KNOWN_TO_THE_DATABASE
from planning.backoffice.spreadsheets.models import TableImport
from planning.backoffice.spreadsheets.tables import Table, mark_difference
from planning.backoffice.spreadsheets.tasks import wake_importing

PATIENCE = 5.0
"""Seconds that someone waits for a page. What takes longer carries on in the background."""
CSV_OR_JSON = (GuardedCSV, JSON)
"""What is read. CSV of every kind is one to choose."""


class Exported(ExportMixin, admin.ModelAdmin):
    """An admin page whose rows can be exported as a table."""

    import_formats = CSV_OR_JSON
    export_formats = (GuardedCSV, SemicolonCSV, JSON)
    export_form_class = ExportForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}, **KNOWN_TO_THE_DATABASE}

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))


class ConfirmForm(forms.Form):
    import_file_name = forms.IntegerField(widget=forms.HiddenInput())


class Imported(ImportMixin, Exported):
    """One whose rows can be imported as well: none of them if one is refused."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def get_urls(self) -> list[URLPattern]:
        progress = path(
            "import/<int:pk>/",
            self.admin_site.admin_view(self.import_progress),
            name="{}_{}_import_progress".format(*self.get_model_info()),
        )
        return [progress, *super().get_urls()]

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:  # noqa: ARG002  # import-export's own signature
        """Keep the file, and check it: on this page for as long as someone waits, then in the background."""
        form = self.import_form(request)
        if request.method != "POST" or not form.is_valid():
            return self.import_page(request, form=form)
        file, is_json = form.cleaned_data["import_file"], CSV_OR_JSON[int(form.cleaned_data["format"])] is JSON
        try:
            put = importing.put_in(self.opts.label_lower, file, is_json=is_json, by=pk_of(request), now=timezone.now())
        except FileRefused as refusal:
            return self.import_page(request, form=form, refusals=[str(refusal)])
        self.go_on(put)
        return self.waiting(put) if put.is_moving else self.import_page(request, form=form, put=put)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:  # noqa: ARG002  # as above
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self.back_to_import()
        put = self.get_import(request, form.cleaned_data["import_file_name"])
        if not importing.confirm(put):
            messages.error(request, "This file has already been imported. Choose it again to import it once more.")
            return self.back_to_import()
        self.go_on(put)
        if put.is_moving:
            return self.waiting(put)
        if put.refusals:
            messages.error(request, " ".join(put.refusals))
            return self.back_to_import()
        messages.success(request, f"Import finished: {outcome(put)}")
        return redirect("admin:{}_{}_changelist".format(*self.get_model_info()))

    def import_progress(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it has got. The page refreshes itself until there is something to decide, or nothing left to do."""
        put = self.get_import(request, pk)
        return self.import_page(request, form=self.import_form(request), put=put)

    def get_import(self, request: HttpRequest, pk: int) -> TableImport:
        """The person who started it can carry on with it, as long as they may import at all."""
        self.import_form(request)
        own = TableImport.objects.filter(by=pk_of(request), table=self.opts.label_lower)
        return get_object_or_404(own.defer("file"), pk=pk)

    def import_form(self, request: HttpRequest) -> ImportForm:
        if not self.has_import_permission(request):
            raise PermissionDenied
        return self.create_import_form(request)

    def go_on(self, put: TableImport) -> None:
        importing.continue_import(put, clock=timezone.now, seconds=PATIENCE)
        if put.is_moving:
            wake_importing()

    def waiting(self, put: TableImport) -> HttpResponse:
        return redirect("admin:{}_{}_import_progress".format(*self.get_model_info()), put.pk)

    def back_to_import(self) -> HttpResponse:
        return redirect("admin:{}_{}_import".format(*self.get_model_info()))

    def import_page(
        self, request: HttpRequest, *, form: ImportForm, put: TableImport | None = None, refusals: Sequence[str] = ()
    ) -> HttpResponse:
        table: Table = self.get_import_resource_classes(request)[0]()
        context = self.admin_site.each_context(request) | {
            "title": "Import",
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "fields_list": [(table.get_display_name(), [field.column_name for field in table.get_import_fields()])],
            "most": f"{importing.ROWS_AT_MOST:,} rows and {importing.BYTES_AT_MOST // 1_000_000} MB at most.",
            "put": put,
            "refusals": put.refusals if put else refusals,
            "columns": [field.column_name for field in table.get_import_fields()],
            "changes": [(kind, [mark_difference(*cell) for cell in cells]) for kind, cells in put.shown] if put else [],
        }
        if put and put.is_to_confirm:
            context["confirm_form"] = ConfirmForm(initial={"import_file_name": put.pk})
        return TemplateResponse(request, self.import_template_name, context)


def pk_of(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def outcome(put: TableImport) -> str:
    return f"{put.new:,} new, {put.changed:,} changed, {put.same:,} unchanged."
