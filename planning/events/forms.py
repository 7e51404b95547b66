"""What organizers say about an event."""

from typing import Any

from django import forms

from planning.clock import refuse_distant
from planning.dates.fields import DayField, MomentField
from planning.events.deadlines import DAY_LABELS, LABELS, usual_days, usual_deadlines
from planning.events.models import DAYS, DEADLINES, Event
from planning.events.phases import Phase
from planning.texts.fields import LineField


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time picker, in the site's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentFormField(MomentField):
    default_validators = [refuse_distant]


class DayFormField(DayField):
    default_validators = [refuse_distant]


class EventForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """A new event. Deadlines left empty fall where they usually do."""

    venue_url = forms.URLField(required=False, assume_scheme="https", label="Website of the venue")
    with_seat = forms.BooleanField(
        required=False, label="I’m coming, too: give me a seat", help_text="You organize the event in any case."
    )

    class Meta:
        model = Event
        fields = ("slug", "name", "venue", "venue_url", "seats", "starts_at", "ends_at", *DAYS, *DEADLINES)
        labels = LABELS | DAY_LABELS
        field_classes = dict.fromkeys(DEADLINES, MomentFormField) | dict.fromkeys(DAYS, DayFormField)
        widgets = {
            "slug": forms.TextInput(attrs={"type": "month", "placeholder": "2026-12"}),
            **{field: MomentInput() for field in DEADLINES},
            **{field: DayInput() for field in DAYS},
        }
        help_texts = {
            "voting_opens_at": "Six weeks before the start, if you leave it empty.",
            "voting_closes_at": "Three weeks before the start, if you leave it empty.",
            "review_ends_at": "A week after the end, if you leave it empty.",
            "wrap_up_due_at": "Two weeks after the end, if you leave it empty.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("starts_at", "ends_at"):
            self.fields[field].required = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("starts_at") and cleaned.get("ends_at"):
            week = cleaned["starts_at"], cleaned["ends_at"]
            for field, usual in (usual_deadlines(*week) | usual_days(*week)).items():
                cleaned[field] = cleaned.get(field) or usual
        return cleaned


class ScheduleForm(forms.Form):
    """Other deadlines and days for an event, and why.

    Carries the deadlines the organizer saw: only those they changed are passed on, so that what another organizer
    changed meanwhile stays.
    """

    reason = LineField(max_length=100, help_text="Everyone will ask. It is kept in the log below.")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            moment = getattr(event, name)
            shown = moment and moment.replace(second=0, microsecond=0)  # browsers drop the seconds: not a change
            self.fields[name] = MomentFormField(
                label=label, initial=shown, widget=MomentInput(), show_hidden_initial=True
            )
        for name, label in DAY_LABELS.items():
            day = getattr(event, name)
            self.fields[name] = DayFormField(
                label=label, initial=day, widget=DayInput(), show_hidden_initial=True, required=False
            )
        self.fields["starts_on"].help_text = "These are the published days. Moving a deadline does not move them."
        self.order_fields([*LABELS, *DAY_LABELS, "reason"])

    def clean(self) -> dict[str, Any]:
        for name in DAY_LABELS:
            if name in self.changed_data and self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, "Say which day it is.")
        if not set(self.changed_data) & {*LABELS, *DAY_LABELS}:
            raise forms.ValidationError("Nothing to change: these are the deadlines and days already.")
        return self.cleaned_data

    @property
    def schedule(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*LABELS, *DAY_LABELS) if name in self.changed_data}


class EndPhaseForm(forms.Form):
    """Moving on now. Carries the phase the organizer saw when they decided."""

    phase = forms.ChoiceField(choices=Phase.choices, widget=forms.HiddenInput)
    reason = LineField(max_length=60, required=False, help_text="Kept in the log.")
