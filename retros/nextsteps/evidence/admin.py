from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from import_export.fields import Field

from planning.backoffice.actions import apply_to_each
from planning.backoffice.columns import shortened
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import ReferenceWidget, Table
from retros.nextsteps.admin import NextStepAdmin
from retros.nextsteps.evidence.models import LinksRead, PollingPause, StepLink, WebhookDelivery
from retros.nextsteps.models import NextStep


class StepLinkInline(admin.TabularInline):
    model = StepLink
    fields = ("url", "title", "state", "reason", "changed_at", "dismissed_at", "removed_at")
    extra = 0
    formfield_overrides = Exported.formfield_overrides


NextStepAdmin.inlines.append(StepLinkInline)


class Proposing(admin.SimpleListFilter):
    title = "proposes that the step is done"
    parameter_name = "proposing"

    def lookups(self, _request: HttpRequest, _admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "yes, of an open step"), ("no", "no, asks what became of an open step")]

    def queryset(self, _request: HttpRequest, links: Any) -> Any:
        """Takes and returns a StepLinkQuerySet, which Django's stubs do not know about."""
        if self.value() not in {"yes", "no"}:
            return links
        ended = links.proposing() if self.value() == "yes" else links.asking()
        return ended.filter(step__state=NextStep.State.OPEN)


class StepLinkTable(Table):
    step = Field("step", widget=ReferenceWidget(NextStep, "topic__event__slug", "topic__slug", "number"))

    class Meta:
        model = StepLink
        fields = ("step", "url", "title", "state", "reason", "changed_at", "checked_at", "problem", "dismissed_at")


@admin.register(StepLink)
class StepLinkAdmin(Exported):
    resource_classes = (StepLinkTable,)
    list_display = ("__str__", "state", "reason", "changed_at", "checked_at", "problem", shortened("step.text"))
    list_filter = (Proposing, "state", "step__topic__event")
    list_select_related = ("step__topic__event",)
    date_hierarchy = "changed_at"
    search_fields = ("url", "folded_title", "reference", "step__folded", "step__topic__folded_title")
    autocomplete_fields = ("step",)
    readonly_fields = ("reference", "from_text", "checked_at", "problem")
    actions = ("ask_again",)

    @admin.action(description="Check GitHub again in the next run", permissions=["change"])
    def ask_again(self, request: HttpRequest, links: QuerySet[StepLink]) -> None:
        apply_to_each(request, links, forget_answer, done="GitHub will be checked again in the next run.")

    def save_model(self, request: HttpRequest, obj: StepLink, form: "ModelForm[StepLink]", change: bool) -> None:  # noqa: FBT001  # Django's signature
        """A state set by hand holds until GitHub says otherwise."""
        if "state" in form.changed_data:
            obj.etag = ""
        super().save_model(request, obj, form, change)


def forget_answer(link: StepLink) -> None:
    link.checked_at, link.etag, link.updated_at = None, "", None
    link.save(update_fields=["checked_at", "etag", "updated_at"])


class LinksReadTable(Table):
    step = Field("step", widget=ReferenceWidget(NextStep, "topic__event__slug", "topic__slug", "number"))

    class Meta:
        model = LinksRead
        import_id_fields = ("step",)
        fields = ("step", "read_in")


@admin.register(LinksRead)
class LinksReadAdmin(ReadOnlyAdmin, Exported):
    """Delete one to have the links of its step read again."""

    resource_classes = (LinksReadTable,)
    list_display = (shortened("step.text"), shortened("read_in"))
    list_select_related = ("step__topic__event",)
    search_fields = ("step__folded",)


class WebhookDeliveryTable(Table):
    class Meta:
        model = WebhookDelivery
        import_id_fields = ("guid",)
        fields = ("guid", "event", "received_at")


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (WebhookDeliveryTable,)
    list_display = ("guid", "event", "received_at")
    list_filter = ("event",)
    date_hierarchy = "received_at"
    search_fields = ("guid", "event")


class PollingPauseTable(Table):
    class Meta:
        model = PollingPause
        import_id_fields = ("host",)
        fields = ("host", "until", "reason")


@admin.register(PollingPause)
class PollingPauseAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (PollingPauseTable,)
    list_display = ("host", "until", "reason")
    search_fields = ("host", "reason")
