"""Attendees as a table: who a row is about, and how a handle is read."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone
from import_export.fields import Field
from import_export.widgets import CharWidget

from planning.backoffice.spreadsheets.tables import ReferencesWidget, ReferenceWidget, Table
from planning.events.closing import keep_what_closed
from planning.events.models import Event, Organization
from planning.people.handles import GITHUB_HANDLE, bare_handle
from planning.people.models import Attendee, AttendeeQuerySet, Skill, User
from planning.people.registration.appointing import LAST, leaves_an_organizer
from planning.people.registration.details import MOST_SKILLS, skills_in, skills_named
from planning.people.registration.registering import fill_free_seats, follow_change
from planning.texts.cleaning import folded


class People:
    """Who is meant by `2026-12` and `ada`: looked up at once for all that are named."""

    def __init__(self, people: QuerySet[Attendee], named: Collection[tuple[str, str]]) -> None:
        self.by_handle: dict[tuple[str, str], Attendee] = {}
        self.by_name: dict[tuple[str, str], list[Attendee]] = {}
        handles = {bare_handle(who) for _event, who in named} - {""}
        asked = Q(folded_github__in=handles) | Q(github="", folded_name__in={who for _event, who in named})
        there = people.filter(asked, event__slug__in={event for event, _who in named})
        # Of those who gave their place up, the last one who had the handle is meant.
        for person in there.order_by(F("cancelled_at").desc(nulls_first=True), "-pk") if named else ():
            if person.github:
                self.by_handle.setdefault((person.event.slug, person.folded_github), person)
            else:
                self.by_name.setdefault((person.event.slug, person.folded_name), []).append(person)

    def known_by(self, event: str, handle: str) -> Attendee | None:
        return self.by_handle.get((event, folded(bare_handle(handle))))

    def called(self, event: str, name: str) -> Attendee | None:
        """Better no one than a namesake."""
        people = self.by_name.get((event, folded(name)), [])
        if len(people) > 1:
            said = f"There are several people named “{people[0]}”."
            raise ValueError(f"{said} Give them GitHub handles to tell them apart.")
        return people[0] if people else None


class PersonReference(ReferenceWidget):
    """Someone at an event: `2026-12/ada`, by GitHub handle, or by name where they have none."""

    def __init__(self) -> None:
        super().__init__(Attendee, "event__slug", "github")

    def gather(self, values: Collection[str]) -> None:
        parts = {value: self.split(value) for value in values if "/" in value}
        people = People(Attendee.objects.select_related("event"), [(event, who) for event, who in parts.values()])
        self.found = {}
        for value, (event, who) in parts.items():
            with suppress(ValueError):  # said where the row is read
                if person := people.known_by(event, who) or people.called(event, who):
                    self.found[value] = person

    def find(self, parts: list[str]) -> Attendee | None:
        event, who = parts
        people = People(Attendee.objects.select_related("event"), [(event, who)])
        return people.known_by(event, who) or people.called(event, who)

    def parts(self, row: Attendee) -> list[str]:
        return [row.event.slug, row.github or row.name]


class HandleWidget(CharWidget):
    """As the forms accept it. What is already there can stay."""

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> str:  # noqa: ARG002  # as import-export calls it
        handle = bare_handle(value or "")
        try:
            GITHUB_HANDLE(handle or "none")
        except ValidationError as error:
            people = People(Attendee.objects.select_related("event"), [(row["event"], handle)])
            if not people.known_by(row["event"], handle):
                raise ValueError(error.message) from None  # shown beside the column
        return handle


class SkillsWidget(ReferencesWidget):
    """A list that grows: what is not there yet is made once the table comes in."""

    def __init__(self) -> None:
        super().__init__(Skill, "name")

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> list[Model]:  # noqa: ARG002  # as its base has it
        names = skills_in((value or "").split(";"))
        if len(names) > MOST_SKILLS or any(len(name) > Skill.LONGEST for name in names.values()):
            raise ValueError(f"Name {MOST_SKILLS} skills at most, of {Skill.LONGEST} characters, separated by “;”.")
        there = {skill.folded_name: skill for skill in Skill.objects.filter(folded_name__in=names)} if names else {}
        return [there.get(key) or Skill(name=name) for key, name in names.items()]


class SkillsColumn(Field):
    def export(self, instance: Any, **kwargs: Any) -> Any:
        """Django asks again for what was looked up for many rows at once, once a row has been copied."""
        return instance.skills_there if hasattr(instance, "skills_there") else super().export(instance, **kwargs)

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002  # import-export's own signature
        if is_m2m:
            instance.skills.set(skills_named(str(skill) for skill in self.clean(row, **kwargs)))


class AttendeeTable(Table):
    github = Field("github", "github", widget=HandleWidget())
    event = Field("event", widget=ReferenceWidget(Event, "slug"))
    user = Field("user", widget=ReferenceWidget(User, "email"))
    organization = Field("organization", widget=ReferenceWidget(Organization, "name"))
    skills = SkillsColumn("skills", widget=SkillsWidget())

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
            "arrives_on",
            "leaves_on",
            "skills",
            "diet",
            "shirt",
            "registered_at",
            "waiting_since",
            "cancelled_at",
        )

    def get_queryset(self) -> AttendeeQuerySet:
        return Attendee.objects.select_related("event", "user", "organization")

    def find_rows(self, rows: Sequence[dict[str, str]], there: QuerySet[Attendee]) -> None:
        if self.is_checked:  # locked before the people, as registering and leaving do
            keep_what_closed(timezone.now())  # voting may have closed since the table was confirmed
            months = {row["event"] for row in rows}
            self.events = list(Event.objects.select_for_update().filter(slug__in=months).order_by("pk"))
        self.people = People(
            there.prefetch_related("skills"), [(row["event"], row["github"] or row["name"]) for row in rows]
        )

    def get_instance(self, _loader: object, row: dict[str, str]) -> Attendee | None:
        """The person with this handle at the event. People without one are known by their name."""
        if row["github"]:
            found = self.people.known_by(row["event"], row["github"])
        else:
            found = self.people.called(row["event"], row["name"])
        if found:
            vars(found)["skills_there"] = "; ".join(str(skill) for skill in found.skills.all())
        self.before = copy(found)
        return found

    def after_save_instance(self, attendee: Attendee, row: dict[str, str], **kwargs: Any) -> None:  # noqa: ARG002  # as import-export calls it
        follow_change(attendee, self.before, now=timezone.now())
        if self.takes_last_role(attendee):
            raise ValueError(LAST)

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        super().validate_instance(instance, *args, **kwargs)
        if self.takes_last_role(instance):
            raise ValidationError({"role": LAST})

    def takes_last_role(self, attendee: Attendee) -> bool:
        was_organizer = self.before is not None and self.before.is_organizer and self.before.user_id is not None
        return was_organizer and not attendee.is_organizer and not leaves_an_organizer(attendee)

    def finish(self) -> None:
        super().finish()
        fill_seats_of(*self.events)


def fill_seats_of(*events: Event) -> None:
    for event in sorted(set(events), key=lambda event: event.pk):  # in the same order for everyone who locks them
        fill_free_seats(event, now=timezone.now())
