from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from planning.dates.fields import DayField
from planning.events.models import Organization
from planning.people.models import Attendee
from planning.selecting import Select
from planning.texts.fields import LinesField
from planning.topics.models import Topic
from retros.nextsteps.finding import FindingForm
from retros.nextsteps.forms import date_input, offer_person, offer_topic
from retros.nextsteps.triage.bulk import MOST, BulkAction, BulkChange


class TriageForm(FindingForm):
    """What to do with the ticked steps. Fields that the action has no use for may be filled in: they are ignored."""

    action = forms.ChoiceField(choices=BulkAction, widget=forms.RadioSelect, label="With the ticked steps")
    organization = forms.ModelChoiceField(
        Organization.objects.all(), required=False, empty_label="none", label="or an organization", widget=Select
    )
    due_on = DayField(required=False, label="Due on", widget=date_input())
    note = LinesField(
        required=False, max_length=2000, label="Why, or where it went", widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ["action", "find_owner", "owner", "organization", "due_on", "find_topic", "topic", "note"]

    def __init__(self, data: MultiValueDict[str, Any] | None, *, familiar: Collection[int]) -> None:
        super().__init__(data, auto_id="triage_%s")  # the filter beside it has fields of the same names
        self.sent = data.getlist("step") if data else []
        people = Attendee.objects.admitted().filter(event__in=familiar).order_by("-event__slug", "name", "pk")
        topics = Topic.objects.standing().order_by("-event__slug", "position", "pk")
        offer_person(self, people, empty_label="no one chosen")
        offer_topic(self, topics, required=False, empty_label="none chosen")
        self.order_fields(self.field_order)

    @property
    def ticked(self) -> list[int]:
        """The steps that were ticked, whatever else is wrong with the form."""
        return [int(pk) for pk in self.sent if pk.isascii() and pk.isdecimal() and len(pk) < 19]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.ticked:
            raise forms.ValidationError("Nothing is ticked. Tick the steps you mean.")
        if len(self.ticked) > MOST:
            raise forms.ValidationError(f"You can change at most {MOST} steps at once. Tick fewer.")
        if not self.errors and (missing := self.change.missing):
            self.add_error(*missing)
        return cleaned

    @property
    def change(self) -> BulkChange:
        asked = {name: self.cleaned_data[name] for name in ("owner", "organization", "due_on", "topic", "note")}
        return BulkChange(action=BulkAction(self.cleaned_data["action"]), **asked)
