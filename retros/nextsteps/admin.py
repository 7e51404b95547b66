from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.utils import timezone
from import_export.fields import Field
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.actions import apply_to_each
from planning.backoffice.columns import shortened
from planning.backoffice.spreadsheets.admin import Imported
from planning.backoffice.spreadsheets.tables import ReferenceWidget, Table
from planning.events.models import Organization
from planning.people.access import as_user
from planning.people.models import User
from planning.people.registration.table import PersonReference
from planning.topics.models import Topic
from retros.nextsteps.closing import close, reopen
from retros.nextsteps.models import NextStep


class NextStepTable(Table):
    topic = Field("topic", widget=ReferenceWidget(Topic, "event__slug", "slug"))
    owner = Field("owner", widget=PersonReference())
    owner_organization = Field("owner_organization", widget=ReferenceWidget(Organization, "name"))
    moved_to = Field("moved_to", widget=ReferenceWidget(Topic, "event__slug", "slug"))
    closed_by = Field("closed_by", widget=ReferenceWidget(User, "email"))

    class Meta:
        model = NextStep
        import_id_fields = ("topic", "number")
        fields = (
            "topic",
            "number",
            "text",
            "owner",
            "owner_organization",
            "due_on",
            "state",
            "moved_to",
            "closed_on",
            "closed_by",
            "closing_note",
        )

    def get_queryset(self) -> QuerySet[NextStep]:
        return NextStep.objects.with_owner().select_related("owner__event", "closed_by")


class Attention(admin.SimpleListFilter):
    title = "needs attention"
    parameter_name = "attention"

    def lookups(self, _request: HttpRequest, _admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("overdue", "overdue"), ("unowned", "open, without an owner")]

    def queryset(self, _request: HttpRequest, steps: Any) -> Any:
        """Takes and returns a NextStepQuerySet, which Django's stubs do not know about."""
        if self.value() == "overdue":
            return steps.overdue(timezone.localdate())
        return steps.open().unowned() if self.value() == "unowned" else steps


@admin.register(NextStep)
class NextStepAdmin(Imported, SimpleHistoryAdmin):
    resource_classes = (NextStepTable,)
    list_display = (shortened("text"), "state", "due_on", "owner_name", "topic", "topic__event__slug")
    list_filter = (Attention, "state", "topic__event", "owner_organization")
    date_hierarchy = "due_on"
    search_fields = (
        "folded",
        "topic__folded_title",
        "topic__event__slug",
        "owner__folded_name",
        "owner_organization__folded_name",
    )
    autocomplete_fields = ("topic", "owner", "owner_organization", "moved_to", "closed_by")
    inlines = []  # of what other folders keep about a step
    actions = ("mark_done", "drop", "open_again")
    fieldsets = (
        (None, {"fields": ("topic", "number", "text")}),
        ("Who and when", {"fields": ("owner", "owner_organization", "due_on")}),
        ("What became of it", {"fields": ("state", "moved_to", "closed_on", "closed_by", "closing_note")}),
    )

    def autocomplete_label(self, step: NextStep) -> str:
        return f"{truncatechars(step.text, 100)} ({step.topic.event.slug})"

    def get_queryset(self, _request: HttpRequest) -> QuerySet[NextStep]:
        return NextStep.objects.with_owner().select_related("owner__event", "closed_by")

    @admin.action(description="Close as done", permissions=["change"])
    def mark_done(self, request: HttpRequest, steps: QuerySet[NextStep]) -> None:
        self.close(request, steps, NextStep.State.DONE)

    @admin.action(description="Drop", permissions=["change"])
    def drop(self, request: HttpRequest, steps: QuerySet[NextStep]) -> None:
        self.close(request, steps, NextStep.State.DROPPED)

    @admin.action(description="Reopen", permissions=["change"])
    def open_again(self, request: HttpRequest, steps: QuerySet[NextStep]) -> None:
        now = timezone.now()
        apply_to_each(request, steps, lambda step: reopen(step, now=now), done="reopened.")

    def close(self, request: HttpRequest, steps: QuerySet[NextStep], state: NextStep.State) -> None:
        by, now = as_user(request), timezone.now()
        apply_to_each(request, steps, lambda step: close(step, state, by=by, now=now), done=f"{state.label}.")
