from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.records import Record
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.wrapups.importing.forms import ImportAnyForm
from retros.wrapups.importing.views import is_confirmed
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp
from retros.wrapups.reports.forms import ReportAdminForm


class LinkInline(admin.TabularInline):
    model = Link
    extra = 0
    formfield_overrides = Exported.formfield_overrides


class ReportTable(Table):
    class Meta:
        model = Report
        fields = (
            "topic__event__slug",
            "topic__slug",
            "outcome",
            "outcome_note",
            "achievements",
            "steps_introduction",
            "notes",
            "written_by__name",
            "updated_at",
        )


@admin.register(Report)
class ReportAdmin(Exported, SimpleHistoryAdmin):
    form = ReportAdminForm
    resource_classes = (ReportTable,)
    list_display = ("topic", "topic__event__slug", "outcome", "written_by", "updated_at")
    list_filter = ("topic__event", "outcome")
    date_hierarchy = "updated_at"
    search_fields = ("topic__folded_title", "topic__event__slug", "folded", "links__url", "links__folded_title")
    readonly_fields = ("updated_at",)
    autocomplete_fields = ("topic", "written_by")
    inlines = (LinkInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).select_related("topic__event", "written_by")

    def save_model(self, request: HttpRequest, report: Report, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        report.updated_at = timezone.now()  # whoever edits the report on its page is shown this version beside theirs
        super().save_model(request, report, form, change)

    def autocomplete_label(self, report: Report) -> str:
        return f"{report} ({report.topic.event.slug})"


class LinkTable(Table):
    class Meta:
        model = Link
        fields = ("report__topic__event__slug", "report__topic__slug", "position", "kind", "url", "title")


@admin.register(Link)
class LinkAdmin(Exported):
    resource_classes = (LinkTable,)
    list_display = ("__str__", "kind", "url", "report")
    list_filter = ("kind", "report__topic__event")
    list_select_related = ("report__topic__event",)
    search_fields = ("url", "folded_title", "report__topic__folded_title")
    autocomplete_fields = ("report",)


class WrapUpTable(Table):
    class Meta:
        model = WrapUp
        fields = ("event__slug", "introduction", "conclusion", "author", "url", "published_on", "published_by__email")


@admin.register(WrapUp)
class WrapUpAdmin(Exported, SimpleHistoryAdmin):
    resource_classes = (WrapUpTable,)
    list_display = ("event", "event__slug", "published_on", "days_after_the_event", "author", "url")
    list_filter = (("published_on", EmptyFieldListFilter),)
    list_select_related = ("event", "published_by")
    date_hierarchy = "published_on"
    search_fields = ("event__folded", "event__slug", "folded")
    autocomplete_fields = ("event", "published_by")

    change_list_template = "admin/retros/wrapup/change_list.html"

    @admin.display
    def days_after_the_event(self, wrap_up: WrapUp) -> int | None:
        return wrap_up.lag_in_days(timezone.localdate())

    def get_urls(self) -> list[URLPattern]:
        page = path("import/", self.admin_site.admin_view(self.import_document), name="retros_wrapup_import")
        return [page, *super().get_urls()]

    def may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and request.user.has_perm("planning.add_event")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {**(extra_context or {}), "may_import": self.may_import(request)}
        return super().changelist_view(request, context)

    def import_document(self, request: HttpRequest) -> HttpResponse:
        """Read in the published wrap-up of any event: look first, then confirm."""
        if not self.may_import(request):
            raise PermissionDenied("Importing takes the permission to add events and wrap-ups.")
        form = ImportAnyForm(request.POST if request.method == "POST" else None, request.FILES or None)
        plan = form.plan(month=form.cleaned_data["month"], now=timezone.now()) if form.is_valid() else None
        if plan and is_confirmed(request, form, plan):
            wrap_up = WrapUp.objects.get(event__slug=plan.document.slug)
            self.log_change(request, wrap_up, "Imported the published document.")
            messages.success(request, f"{wrap_up} is imported.")
            return redirect("admin:retros_wrapup_change", wrap_up.pk)
        context = self.admin_site.each_context(request) | {"title": "Import a wrap-up", "opts": self.opts}
        return TemplateResponse(request, "admin/retros/wrapup/import.html", context | {"form": form, "plan": plan})


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


class ReportRequestTable(Table):
    class Meta:
        model = ReportRequest
        fields = ("topic__event__slug", "topic__slug", "to__name", "asked_by__name", "asked_on", "message__state")


@admin.register(ReportRequest)
class ReportRequestAdmin(Record, Exported):
    resource_classes = (ReportRequestTable,)
    list_display = ("topic", "to", "asked_by", "asked_on", "sent")
    list_filter = ("topic__event", "message__state")
    list_select_related = ("topic__event", "to", "asked_by", "message")
    date_hierarchy = "asked_on"
    search_fields = ("topic__folded_title", "topic__event__slug", "to__folded_name", "message__folded")

    @admin.display(ordering="message__state")
    def sent(self, request: ReportRequest) -> str:
        return request.message.get_state_display()
