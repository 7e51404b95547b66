from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from planning.dates.fields import DayField
from planning.events.models import Organization
from planning.markdown import plain
from planning.people.models import Attendee
from planning.selecting import Select
from planning.texts.fields import LineField, LinesField
from planning.topics.models import Topic
from retros.nextsteps.ended_links import LONGEST_TITLE, LONGEST_URL
from retros.nextsteps.models import NOT_REMINDED, NextStep

State = NextStep.State


def date_input() -> forms.DateInput:
    """The browser's own calendar, which speaks ISO 8601."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CloseForm(forms.Form):
    state = forms.ChoiceField(choices=[(State.DONE, "done"), (State.DROPPED, "dropped")], widget=forms.HiddenInput)
    note = LinesField(
        required=False,
        max_length=2000,
        label="Note",
        help_text="Where it went, or why no one will do it. A link helps anyone looking for it in a year.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReopenForm(forms.Form):
    note = LineField(required=False, max_length=100, label="Why")


class TakeForm(forms.Form):
    due_on = DayField(required=False, label="Due on", widget=date_input(), help_text="You'll be reminded that day.")


def by_event_field(
    rows: "QuerySet[Any]", *, called: Callable[[Any], str] = str, **options: Any
) -> "forms.ModelChoiceField[Any]":
    """A choice among rows ordered by their event, under its name."""
    field = forms.ModelChoiceField(rows, widget=Select, **options)

    def choices() -> Iterator[tuple[str, Any]]:
        yield "", field.empty_label
        for event, ones in groupby(rows.select_related("event"), key=lambda row: row.event):
            yield f"{event} ({event.slug})", [(one.pk, plain(called(one))) for one in ones]

    field.choices = choices
    return field


def person_field(people: "QuerySet[Attendee]", *, empty_label: str) -> "forms.ModelChoiceField[Attendee]":
    """One of these people, ordered by their event, or none."""
    return by_event_field(
        people,
        called=with_account,
        required=False,
        empty_label=empty_label,
        label="A person",
        help_text=NOT_REMINDED,
    )


def with_account(person: Attendee) -> str:
    return person.name if person.user_id else f"{person.name} (no account)"


class AssignForm(forms.Form):
    """The step's owner and due date."""

    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        required=False,
        empty_label="none",
        label="or an organization",
        help_text="If it isn't settled yet who there will do it.",
        widget=Select,
    )
    due_on = DayField(required=False, label="Due on", widget=date_input())

    field_order = ["owner", "organization", "due_on"]

    def __init__(self, data: Any = None, *, step: NextStep, familiar: Collection[int], auto_id: str = "id_%s") -> None:
        initial = {"owner": step.owner_id, "organization": step.owner_organization_id, "due_on": step.due_on}
        super().__init__(data, initial=initial, auto_id=auto_id)
        known = Attendee.objects.admitted().filter(event__in=familiar, event__slug__gte=step.topic.event.slug)
        people = Attendee.objects.filter(Q(pk__in=known) | Q(pk=step.owner_id)).order_by("-event__slug", "name", "pk")
        self.fields["owner"] = person_field(people, empty_label="no one")
        self.order_fields(self.field_order)


class MoveForm(forms.Form):
    note = LinesField(required=False, max_length=2000, label="Note", widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["topic", "note"]

    def __init__(self, data: Any = None, *, step: NextStep, auto_id: str = "id_%s") -> None:
        super().__init__(data, auto_id=auto_id)
        later = Topic.objects.standing().filter(event__slug__gt=step.topic.event.slug)
        self.fields["topic"] = by_event_field(
            later.order_by("-event__slug", "position", "pk"), empty_label="choose one", label="Topic of a later event"
        )
        self.order_fields(self.field_order)


class LinkForm(forms.Form):
    url = forms.URLField(
        label="Address",
        max_length=LONGEST_URL,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://github.com/gardener/gardener/pull/123"}),
    )
    title = LineField(required=False, max_length=LONGEST_TITLE, label="Title")
