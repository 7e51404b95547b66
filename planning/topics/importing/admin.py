from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported, Imported
from planning.backoffice.spreadsheets.tables import Table
from planning.events.models import Event
from planning.people.access import as_user
from planning.texts.fields import LineField
from planning.topics.importing.forms import TopicImportForm
from planning.topics.importing.models import ImportedTopic
from planning.topics.importing.showing import grouped, has_effect, in_numbers


class ImportedTopicTable(Table):
    class Meta:
        model = ImportedTopic
        fields = (
            "event__slug",
            "topic__slug",
            "number",
            "url",
            "author",
            "labels",
            "imported_at",
            "imported_by__email",
        )


@admin.register(ImportedTopic)
class ImportedTopicAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (ImportedTopicTable,)
    list_display = ("topic", "event__slug", "number", "author", "imported_at", "imported_by")
    list_filter = ("event",)
    list_select_related = ("topic", "event", "imported_by")
    date_hierarchy = "imported_at"
    search_fields = ("topic__folded_title",)


class ImportAnywhereForm(TopicImportForm):
    event = LineField(max_length=7, label="Event", help_text="Its month, like 2026-12.")

    field_order = ("event", "file", "text")

    def clean_event(self) -> Event:
        event = Event.objects.filter(slug=self.cleaned_data["event"]).first()
        if event is None:
            raise forms.ValidationError("There’s no event in this month.")
        return event


class TopicsImport(Imported):
    """The page of the admin that brings topics into any event."""

    import_export_change_list_template = "admin/planning/topic/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = path("bring-in/", self.admin_site.admin_view(self.bring_in), name="planning_topic_bring_in")
        return [page, *super().get_urls()]

    def bring_in(self, request: HttpRequest) -> HttpResponse:
        """Look first, with a reason for each topic, then confirm."""
        if not self.has_import_permission(request):
            raise PermissionDenied("Bringing in topics requires permission to add and change them.")
        form = ImportAnywhereForm(request.POST or None, request.FILES or None)
        plan = form.plan(form.cleaned_data["event"], now=timezone.now()) if form.is_valid() else []
        if plan and "import" in request.POST and form.cleaned_data["seen"]:
            event = form.cleaned_data["event"]
            if done := form.save(event, plan, by=as_user(request), clock=timezone.now):
                self.log_change(request, event, f"Imported topics: {in_numbers(done)}")
                messages.success(request, f"{event}: {in_numbers(done)}")
                return redirect("admin:planning_topic_changelist")
        context = self.admin_site.each_context(request) | {"title": "Bring in topics", "opts": self.opts}
        context |= {"form": form, "found": plan, "groups": grouped(plan), "has_effect": has_effect(plan)}
        return TemplateResponse(request, "admin/planning/topic/bring_in.html", context)
