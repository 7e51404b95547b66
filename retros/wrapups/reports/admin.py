from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.wrapups.models import Link, Report
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
        report.updated_at = timezone.now()  # anyone editing the report on its page is shown this version beside theirs
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
