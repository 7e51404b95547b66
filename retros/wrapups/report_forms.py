from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator

from planning.events.models import Event
from planning.people.models import Attendee
from retros.nextsteps.closing import StepRejected, refuse_due_before_event
from retros.nextsteps.forms import date_input
from retros.nextsteps.models import LONGEST_TEXT
from retros.wrapups.models import Report

FOUR_WEEKS = timedelta(weeks=4)


class ReportForm(forms.Form):
    outcome = forms.ChoiceField(choices=Report.Outcome.choices, widget=forms.RadioSelect, label="Outcome")
    achievements = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Achievements",
        help_text="What was reached, and what was learned. Markdown.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    links = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Links",
        help_text="Pull requests, issues, branches, documents: one address a line.",
        widget=forms.Textarea(attrs={"rows": 5, "inputmode": "url", "spellcheck": "false"}),
    )

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, report: Report | None) -> None:
        super().__init__(data, initial=what_is_there(report) if report else {})

    def show_beside(self, report: Report | None) -> None:
        """Go on with what was typed: whoever sends it again has seen this version."""
        self.data = {**self.data, "seen": version(report)}

    def clean_links(self) -> list[str]:
        """The addresses, one for each line that holds one. Bullets of a pasted list are left out."""
        lines = (line.strip().lstrip("*-•").strip() for line in self.cleaned_data["links"].splitlines())
        urls = [line for line in lines if line]
        errors = [f"“{url[:60]}” is not an address. It begins with https://" for url in urls if not is_address(url)]
        if errors:
            raise ValidationError(errors)
        return urls


def what_is_there(report: Report) -> dict[str, str]:
    links = "\n".join(link.url for link in report.links.all())
    written = {"outcome": report.outcome, "achievements": report.achievements, "links": links}
    return written | {"seen": version(report)}


def version(report: Report | None) -> str:
    """To the microsecond, which Django's own way of writing a time in a form leaves out."""
    return report.updated_at.isoformat() if report and report.updated_at else ""


def is_address(url: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(url)
        MaxLengthValidator(500)(url)
    except ValidationError:
        return False
    return True


class NewStepForm(forms.Form):
    """One next step to note. A row that was left as it is counts as none."""

    text = forms.CharField(
        max_length=LONGEST_TEXT, label="What is to be done", widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = forms.DateField(required=False, label="Due on", widget=date_input())

    def __init__(self, *args: Any, event: Event, owners: list[Any], due_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["due_on"].initial = due_on
        owner = forms.ModelChoiceField(event.attendees.admitted(), required=False, label="Who has it")
        owner.choices = owners
        self.fields["owner"] = owner

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        try:
            refuse_due_before_event(self.event, due_on)
        except StepRejected as rejection:
            raise ValidationError(str(rejection)) from rejection
        return due_on


NewStepFormSet = forms.formset_factory(NewStepForm, extra=8)


def new_steps(data: Any, event: Event, *, today: date) -> "forms.BaseFormSet[NewStepForm]":
    people = event.attendees.admitted()
    return NewStepFormSet(
        data,
        prefix="steps",
        error_messages={"missing_management_form": "The next steps did not arrive. Send the report again."},
        form_kwargs={"event": event, "owners": owner_choices(people), "due_on": usual_due_date(event, today)},
    )


def owner_choices(people: Iterable[Attendee]) -> list[Any]:
    return [("", "nobody yet"), *((person.pk, person.name) for person in people)]


def usual_due_date(event: Event, today: date) -> date | None:
    """Four weeks after the event. A report that comes later than that gives four weeks from now."""
    if event.ends_on is None:
        return None
    due_on = event.ends_on + FOUR_WEEKS
    return due_on if due_on > today else today + FOUR_WEEKS
