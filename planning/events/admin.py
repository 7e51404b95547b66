from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from import_export.fields import Field
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.actions import apply_to_each
from planning.backoffice.spreadsheets.admin import Imported
from planning.backoffice.spreadsheets.tables import ReferencesWidget, Table
from planning.events.closing import keep_what_closed
from planning.events.election import ELECTION
from planning.events.models import DAYS, DEADLINES, Event, Organization
from planning.events.phases import Phase
from planning.events.schedule import ScheduleRejected, end_phase
from planning.texts.cleaning import line
from planning.texts.fields import LineField

follow_ups: list[Callable[[Event], None]] = []
"""What later rooms do once an event has been changed here."""


class OrganizationTable(Table):
    class Meta:
        model = Organization
        import_id_fields = ("name",)
        fields = ("name", "url")

    def get_instance(self, _loader: object, row: dict[str, str]) -> Organization | None:
        return Organization.objects.filter(folded_name=row["name"]).first()


@admin.register(Organization)
class OrganizationAdmin(Imported):
    resource_classes = (OrganizationTable,)
    list_display = ("name", "url")
    search_fields = ("folded_name", "url")


class EventTable(Table):
    hosts = Field("hosts", widget=ReferencesWidget(Organization, "name"))
    organizations = Field("organizations", widget=ReferencesWidget(Organization, "name"))
    months = ("slug",)

    class Meta:
        model = Event
        import_id_fields = ("slug",)
        fields = (
            "slug",
            "name",
            "introduction",
            "venue",
            "venue_url",
            "getting_there",
            "cost",
            "entry",
            "hosts",
            "organizations",
            "topics_url",
            "review_url",
            *DEADLINES,
            *DAYS,
            "seats",
            "votes_per_ballot",
            "late_topics",
            *ELECTION,
            "asks_diet",
            "asks_shirt",
            "team_size_min",
            "team_size_max",
        )

    def after_save_instance(self, event: Event, row: dict[str, str], **kwargs: Any) -> None:  # noqa: ARG002  # as import-export calls it
        run_follow_ups(event)


class RunningFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, _request: HttpRequest, _admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("running", "running"), ("closed", "closed")]

    def queryset(self, _request: HttpRequest, events: Any) -> Any:
        """Accept and return an EventQuerySet, which Django's stubs know nothing of."""
        if self.value() == "running":
            return events.running(timezone.now())
        return events.closed(timezone.now()) if self.value() == "closed" else events


class EventAdminForm(forms.ModelForm):
    reason = LineField(max_length=100, required=False, help_text="Why you change it. Kept in the event's history.")


def run_follow_ups(event: Event) -> None:
    for follow in follow_ups:
        follow(event)


@admin.register(Event)
class EventAdmin(Imported, SimpleHistoryAdmin):
    resource_classes = (EventTable,)
    form = EventAdminForm
    list_display = ("name", "slug", "phase_now", "venue", "starts_on", "ends_on", "seats")
    list_filter = (RunningFilter, "hosts")
    date_hierarchy = "starts_on"
    search_fields = ("slug", "folded")
    autocomplete_fields = ("hosts", "organizations")
    readonly_fields = ("phase_now", "called_off_at", "called_off_because")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "slug",
                    "name",
                    "introduction",
                    "venue",
                    "venue_url",
                    "getting_there",
                    "cost",
                    "hosts",
                    "organizations",
                    "called_off_at",
                    "called_off_because",
                )
            },
        ),
        ("Deadlines", {"fields": ("phase_now", *DEADLINES, *DAYS, "reason")}),
        ("Rules", {"fields": ("entry", "seats", "votes_per_ballot", "late_topics", "team_size_min", "team_size_max")}),
        ("Election", {"fields": tuple(ELECTION)}),
        ("Registration", {"fields": ("asks_diet", "asks_shirt")}),
        ("Notes", {"fields": ("topics_url", "review_url")}),
    )
    actions = ["end_phase_now"]
    """Later rooms add what they do for a whole event."""

    @admin.display(description="phase")
    def phase_now(self, event: Event) -> str:
        return event.phase_at(timezone.now()).label if event.pk else "That depends on the deadlines below."

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_export_queryset(request).prefetch_related("hosts", "organizations")  # type: ignore[no-any-return]  # import-export has no types

    def save_model(self, request: HttpRequest, event: Event, form: EventAdminForm, change: bool) -> None:  # noqa: FBT001  # Django's own signature
        event._change_reason = form.cleaned_data["reason"]
        super().save_model(request, event, form, change)
        keep_what_closed(timezone.now())  # a later deadline may have opened something again
        run_follow_ups(event)

    @admin.action(description="End the phase now…", permissions=["change"])
    def end_phase_now(self, request: HttpRequest, events: QuerySet[Event]) -> HttpResponse | None:
        """Ask first. The answer carries the phases that were shown, so that a second click does not end another one."""
        now = timezone.now()
        if "reason" not in request.POST:
            return self.ask_for_reason(request, events, now=now)
        said = line(request.POST["reason"].replace("\0", ""))
        reason = said[:70]  # the history holds a hundred characters, and the rule adds some of its own
        apply_to_each(
            request,
            events,
            lambda event: end_phase(event, phase_seen(request, event), reason=reason, clock=timezone.now),
            done="the phase has ended.",
        )
        return None

    def ask_for_reason(self, request: HttpRequest, events: QuerySet[Event], *, now: datetime) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": "End the phase now?",
            "opts": self.opts,
            "asked": [(event, event.phase_at(now), event.next_deadline(now)) for event in events],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/planning/event/end_phase.html", context)


def phase_seen(request: HttpRequest, event: Event) -> Phase:
    shown = request.POST.get(f"phase-{event.pk}")
    if shown not in Phase.values:
        raise ScheduleRejected("The page did not say which phase to end. Choose the event again.")
    return Phase(shown)
