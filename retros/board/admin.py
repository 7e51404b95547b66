from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.columns import shortened
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.board.models import Answer, Card, Group, Note, Respondent, Survey
from retros.board.survey.surveying import SurveyRejected, readable_answers, refuse_last_day


class CardAdmin(Exported):
    """Shows how many marks a card has, but not whose: so marks have no page of their own."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        cards: QuerySet[Any] = super().get_queryset(request).annotate(mark_count=Count("marks"))
        return cards

    @admin.display(ordering="mark_count")
    def marks(self, card: Card) -> int:
        return card.mark_count

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Filtering by a mark in the address would give away whose it is."""
        return not lookup.startswith("marks") and super().lookup_allowed(lookup, value, request)


class NoteTable(Table):
    class Meta:
        model = Note
        fields = ("event__slug", "column", "text", "author__name", "written_at", "group__name", "step__text")


@admin.register(Note)
class NoteAdmin(CardAdmin):
    resource_classes = (NoteTable,)
    list_display = (shortened("text"), "column", "group", "marks", "event__slug", "author", "written_at")
    list_filter = ("event", "column")
    list_select_related = ("event", "author", "group")
    date_hierarchy = "written_at"
    search_fields = ("folded", "author__folded_name", "event__slug", "group__folded_name")
    autocomplete_fields = ("event", "author", "group", "step")


class NoteGroupTable(Table):
    class Meta:
        model = Group
        fields = ("event__slug", "column", "name", "step__text")


@admin.register(Group)
class NoteGroupAdmin(CardAdmin):
    resource_classes = (NoteGroupTable,)
    list_display = ("name", "column", "marks", "event__slug")
    list_filter = ("event", "column")
    list_select_related = ("event",)
    search_fields = ("folded_name", "event__slug")
    autocomplete_fields = ("event", "step")


class SurveyAdminForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """As for organizers: a survey whose answers are shown stays closed."""
        cleaned = super().clean()
        event = self.instance.event if self.instance.pk else self.cleaned_data.get("event")
        day = self.cleaned_data.get("closes_on")
        if event and day:
            try:
                refuse_last_day(event, day, clock=timezone.now)
            except SurveyRejected as rejection:
                raise forms.ValidationError(str(rejection)) from None
        return cleaned


class SurveyTable(Table):
    class Meta:
        model = Survey
        fields = ("event__slug", "closes_on")


@admin.register(Survey)
class SurveyAdmin(Exported):
    form = SurveyAdminForm
    resource_classes = (SurveyTable,)
    list_display = ("event", "closes_on")
    list_select_related = ("event",)
    date_hierarchy = "closes_on"
    search_fields = ("event__folded", "event__slug")
    autocomplete_fields = ("event",)

    def get_readonly_fields(self, _request: HttpRequest, survey: Survey | None = None) -> tuple[str, ...]:
        """A different event would leave this one with its usual last day, and reopen it."""
        return ("event",) if survey else ()

    def has_delete_permission(self, request: HttpRequest, survey: Survey | None = None) -> bool:
        """As above."""
        is_readable = survey is not None and readable_answers(survey.event, now=timezone.now()).exists()
        return super().has_delete_permission(request, survey) and not is_readable


class RespondentTable(Table):
    class Meta:
        model = Respondent
        import_id_fields = ("attendee",)
        fields = ("attendee__event__slug", "attendee__name")


@admin.register(Respondent)
class RespondentAdmin(ReadOnlyAdmin, Exported):
    """Who has answered. Nothing here links to an answer."""

    resource_classes = (RespondentTable,)
    list_display = ("attendee", "attendee__event__slug")
    list_filter = ("attendee__event",)
    list_select_related = ("attendee__event",)
    search_fields = ("attendee__folded_name", "attendee__event__slug")


class AnswerTable(Table):
    class Meta:
        model = Answer
        fields = ("event__slug", "question", "choice", "words")


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin, Exported):
    """What was answered, once the survey has closed and enough people have answered."""

    resource_classes = (AnswerTable,)
    list_display = ("event__slug", "question", "choice", shortened("words"))
    list_filter = ("event", "question", "choice")
    list_select_related = ("event",)
    search_fields = ("folded", "event__slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        readable = Answer.objects.readable(timezone.now()).order_by()
        return super().get_queryset(request).filter(pk__in=readable.values("pk"))
