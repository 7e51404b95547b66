from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict

from planning.events.models import Event
from planning.searching import LONGEST
from planning.selecting import Select
from planning.texts.fields import LineField
from retros.nextsteps.listing.choosing import (
    ANY,
    Age,
    Order,
    Reader,
    View,
    about,
    arranged,
    in_view,
    older_than,
    views_for,
)
from retros.nextsteps.models import NextStep, NextStepQuerySet

State = NextStep.State
STATES = [*((state.value, state.label) for state in State), (ANY, "any state")]
EARLIER_ADDRESSES = {
    ("owner", "me"): View.MINE,
    ("owner", "nobody"): View.UNOWNED,
    ("overdue", "on"): View.OVERDUE,
}
"""What the views used to be called: mails and bookmarks still link to them."""


class StepFilterForm(forms.Form):
    """What part of the list someone wants to see. An answer that makes no sense counts as none."""

    view = forms.ChoiceField(choices=View, required=False, widget=forms.HiddenInput)
    q = LineField(required=False, max_length=200, label="Search", widget=forms.SearchInput)
    event = forms.ModelChoiceField(
        Event.objects.all(), to_field_name="slug", required=False, empty_label="any event", label="Event", widget=Select
    )
    state = forms.ChoiceField(choices=STATES, required=False, label="State", widget=Select)
    owner = LineField(
        required=False,
        max_length=LONGEST,
        label="Owner",
        widget=forms.TextInput(attrs={"list": "owners", "autocomplete": "off"}),
    )
    age = forms.ChoiceField(choices=[("", "any age"), *Age.choices], required=False, label="Age", widget=Select)
    sort = forms.ChoiceField(choices=Order, required=False, label="Order", widget=Select)

    def __init__(self, asked: QueryDict, *, reader: Reader) -> None:
        super().__init__(with_view({"state": State.OPEN.value} | dict(asked.items())))
        self.reader = reader
        self.full_clean()

    @property
    def asked_view(self) -> View:
        return View(self.cleaned_data.get("view", ""))

    @property
    def asked_for_own(self) -> bool:
        return self.asked_view in {View.MINE, View.OURS}

    @property
    def asked_state(self) -> str:
        return self.cleaned_data.get("state") or State.OPEN

    @property
    def asked_order(self) -> Order:
        return Order(self.cleaned_data.get("sort", ""))

    def narrow(self, steps: NextStepQuerySet) -> NextStepQuerySet:
        """Keep the steps asked for, in any view and state."""
        steps = steps.filter(about(self.cleaned_data.get("q", "")))
        if event := self.cleaned_data.get("event"):
            steps = steps.filter(topic__event=event)
        if age := self.cleaned_data.get("age"):
            steps = steps.filter(older_than(int(age), self.reader.today))
        if owner := self.cleaned_data.get("owner"):
            steps = steps.owned_by_name(owner, familiar=self.reader.familiar)
        return steps

    @property
    def question(self) -> str:
        """What the list is narrowed to, and for whom. Empty if it is not."""
        event = self.cleaned_data.get("event")
        asked = (event and event.pk, *(self.cleaned_data.get(name) for name in ("q", "age", "owner")))
        reader = self.reader
        whom = (reader.user and reader.user.pk, reader.organization, reader.knows, f"{reader.today}")
        return sha256(repr((asked, whom)).encode()).hexdigest()[:32] if any(asked) else ""

    def in_view(self, steps: NextStepQuerySet) -> NextStepQuerySet:
        return steps.filter(in_view(self.asked_view, self.reader))

    def asks_for(self, state: str) -> bool:
        return self.asked_state in {ANY, state} or self.asked_view.is_about_open

    def in_state(self, steps: NextStepQuerySet) -> NextStepQuerySet:
        if self.asked_state == ANY or self.asked_view.is_about_open:
            return steps
        return steps.filter(state=self.asked_state)

    def arranged(self, steps: NextStepQuerySet) -> NextStepQuerySet:
        return arranged(steps, self.asked_order, self.reader)

    def steps(self, among: NextStepQuerySet) -> NextStepQuerySet:
        """Everything asked for, in the order asked for."""
        return self.arranged(self.in_state(self.in_view(self.narrow(among))).with_owner())

    def narrowed_to(self) -> list[str]:
        """What the list is narrowed to, besides its view."""
        said = [f"“{self.cleaned_data['q']}”"] if self.cleaned_data.get("q") else []
        if event := self.cleaned_data.get("event"):
            said.append(str(event))
        if self.asked_state != State.OPEN and not self.asked_view.is_about_open:
            said.append(dict(STATES)[self.asked_state])
        if owner := self.cleaned_data.get("owner"):
            said.append(owner)
        return [*said, Age(age).label] if (age := self.cleaned_data.get("age")) else said

    def views(self) -> list[View]:
        return views_for(self.reader)


def with_view(asked: Mapping[str, Any]) -> dict[str, Any]:
    earlier = {name: view for (name, value), view in EARLIER_ADDRESSES.items() if asked.get(name) == value}
    view = next(iter(earlier.values()), View.ALL)
    return {"view": view.value} | {name: value for name, value in asked.items() if name not in earlier}
