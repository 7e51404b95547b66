from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.wrapups.importing.forms import ImportAnyForm
from retros.wrapups.importing.views import is_confirmed
from retros.wrapups.models import ImportedWrapUp, WrapUp


class ImportedWrapUpTable(Table):
    class Meta:
        model = ImportedWrapUp
        fields = ("event__slug", "imported_at", "imported_by__email", "text")


@admin.register(ImportedWrapUp)
class ImportedWrapUpAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (ImportedWrapUpTable,)
    list_display = ("event", "event__slug", "imported_at", "imported_by")
    list_select_related = ("event", "imported_by")
    date_hierarchy = "imported_at"
    search_fields = ("event__folded", "event__slug", "folded")


class DocumentImport(admin.ModelAdmin):
    """The page of the admin that reads in the published wrap-up of any event."""

    change_list_template = "admin/retros/wrapup/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = path("import/", self.admin_site.admin_view(self.import_document), name="retros_wrapup_import")
        return [page, *super().get_urls()]

    def may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and request.user.has_perm("planning.add_event")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {**(extra_context or {}), "may_import": self.may_import(request)}
        return super().changelist_view(request, context)

    def import_document(self, request: HttpRequest) -> HttpResponse:
        """Import the published wrap-up of any event: look first, then confirm."""
        if not self.may_import(request):
            raise PermissionDenied("Importing requires permission to add events and wrap-ups.")
        form = ImportAnyForm(request.POST or None, request.FILES or None)
        plan = form.plan(month=form.cleaned_data["month"], now=timezone.now()) if form.is_valid() else None
        if plan and is_confirmed(request, form, plan):
            wrap_up = WrapUp.objects.get(event__slug=plan.document.slug)
            self.log_change(request, wrap_up, "Imported the published document.")
            messages.success(request, f"{wrap_up} has been imported.")
            return redirect("admin:retros_wrapup_change", wrap_up.pk)
        context = self.admin_site.each_context(request) | {"title": "Import a wrap-up", "opts": self.opts}
        return TemplateResponse(request, "admin/retros/wrapup/import.html", context | {"form": form, "found": plan})
