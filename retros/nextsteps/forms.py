from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q

from planning.dates.fields import DayField
from planning.events.models import Organization
from planning.people.models import Attendee, AttendeeQuerySet
from planning.searching import holding
from planning.selecting import Select
from planning.texts.fields import LineField, LinesField
from planning.topics.models import Topic, TopicQuerySet
from retros.nextsteps.ended_links import LONGEST_TITLE, LONGEST_URL
from retros.nextsteps.finding import OF_PEOPLE, FindingForm, OneOfMany
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


def offer_person(form: FindingForm, people: AttendeeQuerySet, *, empty_label: str) -> None:
    """Add the choice of one of these people, ordered by their event, or none."""
    field = OneOfMany(
        people, called=with_account, required=False, empty_label=empty_label, label="A person", help_text=NOT_REMINDED
    )
    form.offer("owner", field, people.matching, label=OF_PEOPLE, button="Find a person")


def offer_topic(form: FindingForm, topics: TopicQuerySet, **options: Any) -> None:
    """Add the choice of one of these topics, ordered by their event."""

    def titled(words: str) -> TopicQuerySet:
        return topics.filter(holding(words, "folded_title"))

    field = OneOfMany(topics, label="Topic of a later event", **options)
    form.offer("topic", field, titled, label="Title of the topic", button="Find a topic")


def with_account(person: Attendee) -> str:
    return person.name if person.user_id else f"{person.name} (no account)"


class AssignForm(FindingForm):
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

    field_order = ["find_owner", "owner", "organization", "due_on"]

    def __init__(self, data: Any = None, *, step: NextStep, familiar: Collection[int], auto_id: str = "id_%s") -> None:
        initial = {"owner": step.owner_id, "organization": step.owner_organization_id, "due_on": step.due_on}
        super().__init__(data, initial=initial, auto_id=auto_id)
        known = Attendee.objects.admitted().filter(event__in=familiar, event__slug__gte=step.topic.event.slug)
        people = Attendee.objects.filter(Q(pk__in=known) | Q(pk=step.owner_id)).order_by("-event__slug", "name", "pk")
        offer_person(self, people, empty_label="no one")
        self.order_fields(self.field_order)


class MoveForm(FindingForm):
    note = LinesField(required=False, max_length=2000, label="Note", widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["find_topic", "topic", "note"]

    def __init__(self, data: Any = None, *, step: NextStep, auto_id: str = "id_%s") -> None:
        super().__init__(data, auto_id=auto_id)
        later = Topic.objects.standing().filter(event__slug__gt=step.topic.event.slug)
        offer_topic(self, later.order_by("-event__slug", "position", "pk"), empty_label="choose one")
        self.order_fields(self.field_order)


class LinkForm(forms.Form):
    url = forms.URLField(
        label="Address",
        max_length=LONGEST_URL,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://github.com/gardener/gardener/pull/123"}),
    )
    title = LineField(required=False, max_length=LONGEST_TITLE, label="Title")
