from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from import_export.fields import Field
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.spreadsheets.admin import Imported
from planning.backoffice.spreadsheets.tables import ReferenceWidget, Table
from planning.events.models import Event
from planning.texts.fields import LineField
from retros.nextsteps.followup.plans import SAID, apply_plan_change
from retros.nextsteps.models import FollowUp


class FollowUpTable(Table):
    event = Field("event", widget=ReferenceWidget(Event, "slug"))

    class Meta:
        model = FollowUp
        import_id_fields = ("event",)
        fields = ("event", *SAID)

    def after_save_instance(self, instance: FollowUp, row: Any, **kwargs: Any) -> None:  # noqa: ARG002  # import-export's own signature
        apply_plan_change(instance.event)


class FollowUpAdminForm(forms.ModelForm):
    reason = LineField(max_length=100, required=False, help_text="Why you're changing it. Kept in the plan's history.")


@admin.register(FollowUp)
class FollowUpAdmin(Imported, SimpleHistoryAdmin):
    """After any change here, the reminders of the event's open steps are rescheduled."""

    resource_classes = (FollowUpTable,)
    form = FollowUpAdminForm
    list_display = ("event", *SAID)
    list_select_related = ("event",)
    search_fields = ("event__slug", "event__folded")
    autocomplete_fields = ("event",)
    fields = ("event", *SAID, "reason")

    def save_model(self, request: HttpRequest, follow_up: FollowUp, form: FollowUpAdminForm, change: bool) -> None:  # noqa: FBT001  # Django's own signature
        follow_up._change_reason = form.cleaned_data["reason"]
        super().save_model(request, follow_up, form, change)
        apply_plan_change(follow_up.event)

    def delete_model(self, request: HttpRequest, follow_up: FollowUp) -> None:
        event = follow_up.event
        super().delete_model(request, follow_up)
        apply_plan_change(event)

    def delete_queryset(self, request: HttpRequest, follow_ups: QuerySet[FollowUp]) -> None:
        events = list(Event.objects.filter(follow_up__in=follow_ups))
        super().delete_queryset(request, follow_ups)
        for event in events:
            apply_plan_change(event)
