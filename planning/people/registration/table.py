"""Attendees as a table: who a row is about, and how a handle is read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils import timezone
from import_export.fields import Field
from import_export.widgets import CharWidget

from planning.backoffice.spreadsheets.tables import Reference, Table
from planning.events.closing import keep_what_closed
from planning.events.models import Event, Organization
from planning.people.handles import GITHUB_HANDLE, bare_handle
from planning.people.models import Attendee, User
from planning.people.registration.registering import fill_free_seats, follow_change


class PersonReference(Reference):
    """Someone at an event: `2026-12/ada`, by GitHub handle, or by name where they have none."""

    def __init__(self) -> None:
        super().__init__(Attendee, "event__slug", "github")

    def find(self, parts: list[str]) -> Attendee | None:
        event, handle_or_name = parts
        people = Attendee.objects.filter(event__slug=event)
        return known_by(people, handle_or_name) or the_only(people.filter(github="", folded_name=handle_or_name))

    def parts(self, row: Attendee) -> list[str]:
        return [row.event.slug, row.github or row.name]


def known_by(people: QuerySet[Attendee], handle: str) -> Attendee | None:
    """The person who has the handle; among those who gave up their seat, the last one who had it."""
    theirs = people.exclude(folded_github="").filter(folded_github=bare_handle(handle))
    return theirs.order_by(F("cancelled_at").desc(nulls_first=True), "-pk").first()


def the_only(people: QuerySet[Attendee]) -> Attendee | None:
    """Better no one than a namesake."""
    person, *namesakes = people[:2] or [None]
    if namesakes:
        raise ValueError(f"There are several people named “{person}”. Give them GitHub handles to tell them apart.")
    return person


class HandleWidget(CharWidget):
    """As the forms accept it. What is already there can stay."""

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> str:  # noqa: ARG002  # as import-export calls it
        handle = bare_handle(value or "")
        if handle and not known_by(Attendee.objects.filter(event__slug=row["event"]), handle):
            check_handle(handle)
        return handle


def check_handle(handle: str) -> None:
    try:
        GITHUB_HANDLE(handle)
    except ValidationError as error:
        raise ValueError(error.message) from None  # shown beside the column


class AttendeeTable(Table):
    github = Field("github", "github", widget=HandleWidget())
    event = Field("event", widget=Reference(Event, "slug"))
    user = Field("user", widget=Reference(User, "email"))
    organization = Field("organization", widget=Reference(Organization, "name"))

    class Meta:
        model = Attendee
        import_id_fields = ("event", "github", "name")
        fields = (
            "event",
            "github",
            "name",
            "user",
            "organization",
            "role",
            "registered_at",
            "waiting_since",
            "cancelled_at",
        )

    def get_queryset(self) -> QuerySet[Attendee]:
        return Attendee.objects.select_related("event", "user", "organization")

    def get_instance(self, _loader: object, row: dict[str, str]) -> Attendee | None:
        """The person with this handle at the event. People without one are known by their name."""
        people = self.get_queryset().filter(event__slug=row["event"])
        if row["github"]:
            return known_by(people, row["github"])
        return the_only(people.filter(github="", folded_name=row["name"]))

    def before_save_instance(self, attendee: Attendee, _row: object, **_kwargs: object) -> None:
        keep_what_closed(timezone.now())  # voting may have closed since the table was confirmed
        self.before = Attendee.objects.filter(pk=attendee.pk).first()

    def after_save_instance(self, attendee: Attendee, row: dict[str, str], **kwargs: Any) -> None:  # noqa: ARG002  # as import-export calls it
        follow_change(attendee, self.before, now=timezone.now())
        fill_seats_of(attendee.event)


def fill_seats_of(*events: Event) -> None:
    for event in sorted(set(events), key=lambda event: event.pk):  # in the same order for everyone who locks them
        fill_free_seats(event, now=timezone.now())
