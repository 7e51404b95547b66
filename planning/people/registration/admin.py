from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.actions import apply_to_each
from planning.backoffice.spreadsheets.admin import Exported, Imported
from planning.events.admin import EventAdmin
from planning.events.models import Event
from planning.people.handles import GITHUB_HANDLE
from planning.people.models import Attendee, Skill
from planning.people.registration.appointing import LAST, is_last_organizer
from planning.people.registration.registering import admit_waiting, follow_change
from planning.people.registration.table import AttendeeTable, fill_seats_of


class AttendeeForm(forms.ModelForm):
    """An existing handle can stay, whatever it looks like."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["github"].validators.remove(GITHUB_HANDLE)

    def clean_role(self) -> str:
        role = str(self.cleaned_data["role"])
        if role != Attendee.Role.ORGANIZER and is_last_organizer(self.instance):
            raise ValidationError(LAST)
        return role

    def clean_github(self) -> str:
        handle = str(self.cleaned_data["github"])
        if handle and "github" in self.changed_data:
            GITHUB_HANDLE(handle)
        return handle


class SeatFilter(admin.SimpleListFilter):
    title = "seat"
    parameter_name = "seat"

    def lookups(self, _request: HttpRequest, _admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("hoping", "waiting for one, before the end")]

    def queryset(self, _request: HttpRequest, attendees: Any) -> Any:
        """Takes and returns an AttendeeQuerySet, which Django's stubs do not know about."""
        return attendees.hoping(timezone.now()) if self.value() == "hoping" else attendees


@admin.register(Attendee)
class AttendeeAdmin(Imported):
    form = AttendeeForm
    resource_classes = (AttendeeTable,)
    list_display = ("name", "event__slug", "role", "seated", "organization", "github", "registered_at")
    list_filter = (
        "event",
        "role",
        SeatFilter,
        ("waiting_since", EmptyFieldListFilter),
        ("cancelled_at", EmptyFieldListFilter),
        ("user", EmptyFieldListFilter),
    )
    date_hierarchy = "registered_at"
    search_fields = ("folded_name", "folded_github", "user__email", "organization__folded_name", "event__slug")
    autocomplete_fields = ("event", "user", "organization", "skills")

    def save_model(self, request: HttpRequest, attendee: Attendee, form: AttendeeForm, change: bool) -> None:  # noqa: FBT001  # as Django calls it
        """A seat becomes free if someone is moved to another event, or put back on the waiting list."""
        concerned = Event.objects.filter(Q(pk=attendee.event_id) | Q(attendees=attendee.pk)).order_by("pk").distinct()
        events = list(Event.objects.select_for_update().filter(pk__in=concerned.values("pk")))  # before the people
        before = Attendee.objects.filter(pk=attendee.pk).first()
        super().save_model(request, attendee, form, change)
        follow_change(attendee, before, now=timezone.now())
        fill_seats_of(*events)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """The last organizer of an event that goes on is refused, like what others refer to."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        last = [f"{person}: {LAST}" for person in objs if is_last_organizer(person)]
        return shown, counts, lacking, [*protected, *last]

    def delete_model(self, request: HttpRequest, attendee: Attendee) -> None:
        super().delete_model(request, attendee)
        fill_seats_of(attendee.event)

    def delete_queryset(self, request: HttpRequest, attendees: QuerySet[Attendee]) -> None:
        events = {attendee.event for attendee in attendees.select_related("event")}
        super().delete_queryset(request, attendees)
        fill_seats_of(*events)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Attendee]:
        return super().get_export_queryset(request).prefetch_related("skills")  # type: ignore[no-any-return]  # import-export has no types

    @admin.display(boolean=True, description="has a seat", ordering="waiting_since")
    def seated(self, attendee: Attendee) -> bool:
        return attendee.waiting_since is None and attendee.cancelled_at is None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attendee]:
        return super().get_queryset(request).select_related("event", "organization", "user")

    def autocomplete_label(self, attendee: Attendee) -> str:
        return f"{attendee} ({attendee.event.slug})"


@admin.register(Skill)
class SkillAdmin(Exported):
    list_display = ("name",)
    search_fields = ("folded_name",)


@admin.action(description="Give free seats to the waiting list", permissions=["change"])
@transaction.atomic
def admit(_admin: EventAdmin, request: HttpRequest, events: QuerySet[Event]) -> None:
    """The events are locked, so that no one registers into a seat that is being given away."""
    now = timezone.now()
    apply_to_each(
        request,
        events.select_for_update(),
        lambda event: admit_waiting(event, now=now),
        done="those who had waited longest have the free seats, and a mail.",
    )
