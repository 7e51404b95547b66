from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.actions import apply_to_each
from planning.backoffice.columns import shortened
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.events.admin import EventAdmin
from planning.events.models import Event
from planning.teams.models import TOO_LARGE, CheckIn, HelpOffer, Membership, Team, Wish
from planning.teams.plans.publishing import form_teams
from planning.teams.switching.models import SwitchRequest


class WishTable(Table):
    class Meta:
        model = Wish
        fields = ("attendee__event__slug", "attendee__name", "rank", "topic__slug")


@admin.register(Wish)
class WishAdmin(Exported):
    resource_classes = (WishTable,)
    list_display = ("attendee", "attendee__event__slug", "rank", "topic")
    list_filter = ("attendee__event", "rank")
    list_select_related = ("attendee__event", "topic")
    search_fields = ("attendee__folded_name", "topic__folded_title")
    autocomplete_fields = ("attendee", "topic")


class MembershipFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """Each row is checked by itself, and does not know about the other new ones."""
        super().clean()
        rows = [form for form in self.forms if form not in self.deleted_forms and not any(form.errors.values())]
        present = [form for form in rows if form.cleaned_data and form.cleaned_data.get("until") is None]
        topic = self.instance.topic if self.instance.topic_id else None
        if topic and len(present) > topic.event.team_size_max and any(form.has_changed() for form in present):
            raise ValidationError(TOO_LARGE.format(topic.event.team_size_max))


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = MembershipFormSet
    autocomplete_fields = ("attendee",)
    extra = 0
    formfield_overrides = Exported.formfield_overrides


class TeamTable(Table):
    class Meta:
        model = Team
        fields = ("topic__event__slug", "topic__slug", "lead__name", "formed_at")


@admin.register(Team)
class TeamAdmin(Exported, SimpleHistoryAdmin):
    resource_classes = (TeamTable,)
    list_display = ("topic", "topic__event__slug", "lead", "formed_at")
    list_filter = ("topic__event",)
    date_hierarchy = "formed_at"
    search_fields = ("topic__folded_title", "topic__event__slug", "memberships__attendee__folded_name")
    autocomplete_fields = ("topic", "lead")
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        return super().get_queryset(request).select_related("topic__event", "lead")

    def autocomplete_label(self, team: Team) -> str:
        return f"{team} ({team.topic.event.slug})"


class MembershipTable(Table):
    class Meta:
        model = Membership
        fields = ("team__topic__event__slug", "team__topic__slug", "attendee__name", "since", "until")


@admin.register(Membership)
class MembershipAdmin(Exported):
    resource_classes = (MembershipTable,)
    list_display = ("attendee", "team", "team__topic__event__slug", "since", "until")
    list_filter = ("team__topic__event", ("until", EmptyFieldListFilter))
    list_select_related = ("attendee", "team__topic__event")
    date_hierarchy = "since"
    search_fields = ("attendee__folded_name", "team__topic__folded_title")
    autocomplete_fields = ("team", "attendee")


class CheckInTable(Table):
    class Meta:
        model = CheckIn
        fields = (
            "team__topic__event__slug",
            "team__topic__slug",
            "author__name",
            "mood",
            "progress",
            "help_wanted",
            "details",
            "written_at",
        )


@admin.register(CheckIn)
class CheckInAdmin(Exported):
    resource_classes = (CheckInTable,)
    list_display = (
        "team",
        "author",
        "written_at",
        "mood",
        shortened("progress"),
        shortened("help_wanted"),
    )
    list_filter = ("team__topic__event", "mood", ("help_wanted", EmptyFieldListFilter))
    list_select_related = ("team__topic__event", "author")
    date_hierarchy = "written_at"
    search_fields = ("folded", "author__folded_name", "team__topic__folded_title")
    autocomplete_fields = ("team", "author")


class HelpOfferTable(Table):
    class Meta:
        model = HelpOffer
        fields = (
            "check_in__team__topic__event__slug",
            "check_in__team__topic__slug",
            "check_in__help_wanted",
            "attendee__name",
            "offered_at",
        )


@admin.register(HelpOffer)
class HelpOfferAdmin(ReadOnlyAdmin, Exported):
    """Made by people, who are told about: to be read."""

    resource_classes = (HelpOfferTable,)
    list_display = ("attendee", "check_in", "offered_at")
    list_filter = ("check_in__team__topic__event",)
    list_select_related = ("attendee", "check_in__team__topic__event")
    date_hierarchy = "offered_at"
    search_fields = ("attendee__folded_name", "check_in__team__topic__folded_title")


class SwitchRequestTable(Table):
    class Meta:
        model = SwitchRequest
        fields = ("team__topic__event__slug", "team__topic__slug", "attendee__name", "why", "state", "asked_at")


@admin.register(SwitchRequest)
class SwitchRequestAdmin(ReadOnlyAdmin, Exported):
    """Answered on the page Switch or over the API, which move people."""

    resource_classes = (SwitchRequestTable,)
    list_display = ("attendee", "team", "state", "asked_at", "answered_by")
    list_filter = ("team__topic__event", "state")
    list_select_related = ("attendee", "team__topic__event", "answered_by")
    date_hierarchy = "asked_at"
    search_fields = ("attendee__folded_name", "team__topic__folded_title")


@admin.action(description="Form teams from the wishes", permissions=["change"])
def form_teams_now(_admin: EventAdmin, request: HttpRequest, events: QuerySet[Event]) -> None:
    apply_to_each(
        request, events, lambda event: form_teams(event, clock=timezone.now), done="teams are formed, mails are out."
    )
