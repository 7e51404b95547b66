import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import QueryDict

from planning.dates.fields import DayField, MomentField
from planning.events.models import Event
from planning.texts.fields import LinesField
from retros.nextsteps.closing import StepRejected, refuse_due_before_event
from retros.nextsteps.finding import OF_PEOPLE, FindingForm, OneOfMany
from retros.nextsteps.followup.plans import default_due_on
from retros.nextsteps.forms import date_input
from retros.nextsteps.models import LONGEST_TEXT
from retros.wrapups.document import DocumentLink
from retros.wrapups.document.links import LONGEST_URL
from retros.wrapups.models import Report
from retros.wrapups.reports.filling import TEXTS, Seen, version_of
from retros.wrapups.reports.merging import Version
from retros.wrapups.reports.pasting import PastedLine, pasted_links, read_lines, write_lines

OWNER = re.compile(r"steps-\d+-owner")
LONGEST_KEY = 19  # digits of the largest number a database takes


class ReportForm(forms.Form):
    outcome = forms.ChoiceField(choices=Report.Outcome.choices, widget=forms.RadioSelect, label="Outcome")
    outcome_note = LinesField(
        required=False,
        max_length=LONGEST_TEXT,
        label="In a sentence",
        help_text="If one word isn't enough: why, or what is missing. Markdown.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    achievements = LinesField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Achievements",
        help_text="What you achieved, and what you learned. Markdown.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    links = LinesField(
        required=False,
        strip=False,  # errors name lines
        max_length=LONGEST_TEXT,
        label="Links",
        help_text="Paste them as they are: addresses, Markdown, bullets, <code>owner/repository#12</code>. "
        "Begin a line with a kind, like <code>Tracking:</code>, to correct what was recognised.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "off"}),
    )
    notes = LinesField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Notes",
        help_text="Anything that fits nowhere else. Markdown.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    seen = MomentField(required=False, widget=forms.HiddenInput)
    seen_links = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, report: Report | None, typed: dict[str, str] | None = None) -> None:
        """`typed` is shown but not checked."""
        stored = version_of(report) if report else Version()
        self.known = stored.links
        super().__init__(data, initial=as_typed(stored, report) | (typed or {}))
        if not (stored.notes or (data or typed or {}).get("notes")):
            del self.fields["notes"]

    def clean(self) -> dict[str, Any]:
        """Browsers end lines differently from files."""
        for name in ("outcome_note", "achievements", "notes"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = self.cleaned_data[name].replace("\r\n", "\n")
        return self.cleaned_data

    def clean_links(self) -> tuple[DocumentLink, ...]:
        lines = list(read_lines(self.cleaned_data["links"], known=self.known))
        if errors := [error for line in lines for error in what_is_wrong(line)]:
            raise ValidationError(errors)
        return pasted_links(lines)

    def clean_seen_links(self) -> tuple[DocumentLink, ...]:
        return pasted_links(read_lines(self.cleaned_data["seen_links"], known=self.known))

    def version(self) -> Version:
        filled = {"notes": ""} | self.cleaned_data
        return Version(**{field.name: filled[field.name] for field in dataclasses.fields(Version)})

    def what_was_seen(self) -> Seen:
        return Seen(self.cleaned_data["seen"], self.cleaned_data["seen_links"])


class ReportAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """The admin doesn't overwrite anyone's version either."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = instant(Report.objects.filter(pk=self.instance.pk).first())
        self.fields["seen"].initial = self.present

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data["seen"] != self.present:
            raise ValidationError(
                "Someone saved this report meanwhile. Your changes aren't saved yet: open the report in another tab, "
                "and make your changes there."
            )
        return self.cleaned_data


def as_typed(version: Version, report: Report | None) -> dict[str, str]:
    """What the form shows for this version, where `report` is the one it began from."""
    lines = write_lines(version.links)
    seen_links = write_lines(version_of(report).links) if report else ""
    texts = {name: getattr(version, name) for name in TEXTS}
    return texts | {"links": lines, "seen": instant(report), "seen_links": seen_links}


def instant(report: Report | None) -> str:
    """To the microsecond, which Django's own way of writing a time in a form leaves out."""
    return report.updated_at.isoformat() if report and report.updated_at else ""


def what_is_wrong(line: PastedLine) -> Iterator[str]:
    if not line.links:
        hint = f" An address can have at most {LONGEST_URL} characters." if len(line.text) > LONGEST_URL else ""
        yield f"Line {line.number} has no link: “{line.text[:60]}”.{hint}"
    for link in line.links:
        if not is_address(link.url):
            yield f"Line {line.number}: “{link.url[:60]}” isn't an address."


def is_address(url: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return False
    return True


class OwnersForm(FindingForm):
    """Who can be given a new step: all steps of the page have one search."""

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        self.people = event.attendees.admitted()
        field = OneOfMany(self.people, required=False)
        self.offer("owner", field, self.people.matching, label=OF_PEOPLE, button="Find a person")

    def choices(self) -> list[Any]:
        """Those offered, and those who were chosen before someone else was looked for."""
        field: Any = self.fields["owner"]
        chosen = {str(pk) for name, pk in self.typed.items() if OWNER.fullmatch(name) and str(pk).isdecimal()}
        offered = {str(person.pk) for person in field.offered.rows}
        before = self.people.filter(pk__in=[int(pk) for pk in chosen - offered if len(pk) < LONGEST_KEY])
        people = [*(before if chosen - offered else ()), *field.offered.rows]
        return [("", "no one yet"), *((person.pk, person.name) for person in people)]


class NewStepForm(forms.Form):
    """One next step to add. A row left unchanged doesn't count."""

    text = LinesField(max_length=LONGEST_TEXT, label="What needs doing", widget=forms.Textarea(attrs={"rows": 2}))
    due_on = DayField(required=False, label="Due on", widget=date_input())

    def __init__(self, *args: Any, event: Event, owners: list[Any], due_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["due_on"].initial = due_on
        owner = forms.ModelChoiceField(event.attendees.admitted(), required=False, label="Owner")
        owner.choices = owners
        self.fields["owner"] = owner

    def clean_due_on(self) -> date:
        """Every step has a date: it also helps recognise a row that was sent twice."""
        due_on: date | None = self.cleaned_data["due_on"]
        try:
            refuse_due_before_event(self.event, due_on)
        except StepRejected as rejection:
            raise ValidationError(str(rejection)) from rejection
        return due_on or self.fields["due_on"].initial


NewStepFormSet = forms.formset_factory(NewStepForm, extra=1)


def new_steps(data: Any, event: Event, *, owners: OwnersForm, today: date) -> "forms.BaseFormSet[NewStepForm]":
    return NewStepFormSet(
        data,
        prefix="steps",
        error_messages={"missing_management_form": "The next steps didn't arrive. Please send the report again."},
        form_kwargs={"event": event, "owners": owners.choices(), "due_on": default_due_on(event, today)},
    )


def one_more(data: QueryDict, event: Event, *, today: date) -> QueryDict:
    """The same with room for another step, which has nothing but its date."""
    more, count = data.copy(), data.get(f"steps-{TOTAL_FORM_COUNT}", "")
    if count.isdecimal():
        more[f"steps-{TOTAL_FORM_COUNT}"] = str(int(count) + 1)
        more[f"steps-{count}-due_on"] = default_due_on(event, today).isoformat()
    return more
