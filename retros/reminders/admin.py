from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from planning.backoffice.columns import shortened
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.people.access import as_user
from retros.reminders.models import Digest, PhaseNudge, Reminder, ReminderPlan
from retros.reminders.preview.access import PreviewViewer
from retros.reminders.preview.forms import DecisionForm
from retros.reminders.preview.views import decided, preview_context


class ReminderTable(Table):
    class Meta:
        model = Reminder
        fields = (
            "step__topic__event__slug",
            "step__topic__slug",
            "step__number",
            "number",
            "due_on",
            "why",
            "planned_at",
            "to__email",
        )


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin, Exported):
    """A deleted one no longer counts: the next one gets its number."""

    resource_classes = (ReminderTable,)
    list_display = (shortened("step.text"), "number", "due_on", "to", "why", "planned_at")
    list_filter = ("number", "why")
    list_select_related = ("step__topic__event", "to")
    date_hierarchy = "planned_at"
    search_fields = ("step__folded", "step__topic__folded_title", "to__email")


class DigestTable(Table):
    class Meta:
        model = Digest
        fields = ("user__email", "day", "opening", "held_at", "held_by__email", "written_at")


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin, Exported):
    """What is to come is not here yet: the preview is where it is checked, held and edited."""

    resource_classes = (DigestTable,)
    import_export_change_list_template = "admin/retros/digest/change_list.html"
    list_display = ("user", "day", "held_at", "written_at")
    list_filter = (("held_at", admin.EmptyFieldListFilter), ("written_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    date_hierarchy = "day"
    search_fields = ("user__email", "folded")

    def get_urls(self) -> list[URLPattern]:
        page = path("preview/", self.admin_site.admin_view(self.preview), name="retros_digest_preview")
        return [page, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "may_decide": may_decide(request)})

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What goes out in the coming days, to whom, and why; decisions are posted to the same address."""
        if not may_decide(request):
            raise PermissionDenied("Looking ahead requires permission to change digests.")
        viewer, now = PreviewViewer(as_user(request), None), timezone.now()
        form = DecisionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and decided(request, form, viewer, now=now):
            return redirect(request.get_full_path())  # the same page of the list
        context = {
            **self.admin_site.each_context(request),
            **preview_context(request, viewer, form, now=now),
            "title": "Digests of the next seven days",
            "opts": self.opts,
        }
        return render(request, "admin/retros/digest/preview.html", context)


def may_decide(request: HttpRequest) -> bool:
    """No one may change a written digest, so this permission stands for deciding about those to come."""
    return request.user.has_perm("retros.change_digest")


class ReminderPlanTable(Table):
    class Meta:
        model = ReminderPlan
        import_id_fields = ("step",)
        fields = (
            "step__topic__event__slug",
            "step__topic__slug",
            "step__number",
            "planned_for",
            "remind_on",
            "reminded_before",
        )


@admin.register(ReminderPlan)
class ReminderPlanAdmin(ReadOnlyAdmin, Exported):
    """If one is deleted, it is made again: the reminders of its step start over."""

    resource_classes = (ReminderPlanTable,)
    list_display = (shortened("step.text"), "planned_for", "remind_on", "reminded_before")
    list_select_related = ("step__topic__event",)
    date_hierarchy = "remind_on"
    search_fields = ("step__folded", "step__topic__folded_title")


class PhaseNudgeTable(Table):
    class Meta:
        model = PhaseNudge
        fields = ("kind", "event__slug", "about", "to__email", "planned_at")


@admin.register(PhaseNudge)
class PhaseNudgeAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (PhaseNudgeTable,)
    list_display = ("kind", "event", "about", "to", "planned_at")
    list_filter = ("kind", "event")
    list_select_related = ("event", "to")
    date_hierarchy = "planned_at"
    search_fields = ("about", "to__email", "event__folded")
