from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from planning.people.access import as_user
from retros.wrapups.archive.bringing_in import Brought
from retros.wrapups.archive.forms import ArchiveForm
from retros.wrapups.importing.admin import DocumentImport
from retros.wrapups.models import WrapUp


class ArchiveImport(DocumentImport):
    """The page of the admin that reads in the wrap-ups of many events."""

    def get_urls(self) -> list[URLPattern]:
        page = path("import-files/", self.admin_site.admin_view(self.import_files), name="retros_wrapup_import_files")
        return [page, *super().get_urls()]

    def import_files(self, request: HttpRequest) -> HttpResponse:
        """Import several published wrap-ups: look first, then confirm."""
        if not self.may_import(request):
            raise PermissionDenied("Importing requires permission to add events and wrap-ups.")
        form, now = ArchiveForm(request.POST or None, request.FILES or None), timezone.now()
        brought = form.look(now=now) if form.is_valid() else []
        if brought and "import" in request.POST:
            if form.is_as_seen():
                return self.import_seen(request, form)
            form.add_error(
                None, "Something was edited meanwhile. Nothing was imported: please check the changes again."
            )
        context = self.admin_site.each_context(request) | {"title": "Import several wrap-ups", "opts": self.opts}
        context |= {"form": form, "found": brought, "writes": any(map(writes, brought))}
        return TemplateResponse(request, "admin/retros/wrapup/import_files.html", context)

    def import_seen(self, request: HttpRequest, form: ArchiveForm) -> HttpResponse:
        brought = form.bring_in(dry_run=False, by=as_user(request), now=timezone.now())
        months = [each.plan.document.slug for each in brought if each.plan]
        for wrap_up in WrapUp.objects.filter(event__slug__in=months).select_related("event"):
            self.log_change(request, wrap_up, "Imported the published document.")
        for each in brought:
            if each.refused:
                messages.error(request, f"{each.name}: line {each.line}: {each.refused}")
        messages.success(request, f"{len(months)} wrap-up{pluralize(len(months))} read in.")
        return redirect("admin:retros_wrapup_changelist")


def writes(brought: Brought) -> bool:
    return brought.plan is not None and brought.plan.merged.writes
