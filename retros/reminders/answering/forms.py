"""What people who came through a link in a mail can answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.dates.fields import DayField
from planning.events.models import Organization
from planning.people.models import Attendee
from planning.texts.fields import LinesField
from retros.nextsteps.forms import date_input
from retros.reminders.answering.access import Answering
from retros.reminders.letters import dates

NOBODY = "nobody"
Choices = list[tuple[str, Any]]


class AnswerForm(forms.Form):
    """About a step; `today` is the answering person's day."""

    def __init__(self, data: Any = None, *, answering: Answering, today: date) -> None:
        super().__init__(data)
        self.answering, self.today = answering, today


class DoneForm(AnswerForm):
    note = LinesField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Where to see it. A link helps anyone looking for it in a year."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DroppedForm(AnswerForm):
    note = LinesField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("A few words for anyone who comes across it one day."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OpenAgainForm(AnswerForm):
    pass


class HandOverForm(AnswerForm):
    """Answers with `owner` and `organization`, one of them or none.

    It offers people who can be reminded: anyone answering a mail expects the next one to get theirs.
    """

    to = forms.ChoiceField(label=gettext_lazy("Who will look after it from now on?"))

    def __init__(self, data: Any = None, *, answering: Answering, today: date) -> None:
        super().__init__(data, answering=answering, today=today)
        step = answering.step
        known = Attendee.objects.admitted().filter(event__in=answering.familiar)
        later = known.filter(event__slug__gte=step.topic.event.slug).exclude(next_steps=step)
        reached = later.filter(user__is_active=True).select_related("event")
        self.people = {f"person-{person.pk}": person for person in reached.order_by("-event__slug", "name", "pk")}
        own = Organization.objects.filter(attendees__user=answering.user).distinct()
        self.organizations = {f"organization-{one.pk}": one for one in own.order_by("name")}
        self.fields["to"] = forms.ChoiceField(
            choices=list(self.choices()),
            label=self.fields["to"].label,
            help_text=left_out() if later.count() > len(self.people) else "",
        )

    def choices(self) -> Iterator[tuple[str, Any]]:
        yield "", _("choose one")
        for event, ones in groupby(self.people.items(), key=lambda one: one[1].event):
            yield str(event), [(value, person.name) for value, person in ones]
        if self.organizations:
            yield _("Your organization"), [(value, str(one)) for value, one in self.organizations.items()]
        yield NOBODY, _("no one yet: the organizers will find someone")

    def clean(self) -> dict[str, Any]:
        to = self.cleaned_data.get("to", "")
        return {"owner": self.people.get(to), "organization": self.organizations.get(to)}


def left_out() -> str:
    return _(
        "People without an account aren't listed, as reminders wouldn't reach them; "
        "to choose one of them, use the step's own page."
    )


class LaterForm(AnswerForm):
    """Answers with `due_on`."""

    WEEK, MONTH, DAY = "week", "month", "day"

    when = forms.ChoiceField(label=gettext_lazy("When will you look at it again?"), widget=forms.RadioSelect)
    due_on = DayField(
        required=False,
        label=gettext_lazy("Another day"),
        widget=date_input(),
        help_text=gettext_lazy("You'll be reminded that day."),
    )

    def __init__(self, data: Any = None, *, answering: Answering, today: date) -> None:
        super().__init__(data, answering=answering, today=today)
        self.presets = {self.WEEK: today + timedelta(weeks=1), self.MONTH: today + timedelta(weeks=4)}
        choices: Choices = [
            (self.WEEK, _("In a week, %(day)s") % {"day": dates.on_weekday(self.presets[self.WEEK])}),
            (self.MONTH, _("In four weeks, %(day)s") % {"day": dates.on_weekday(self.presets[self.MONTH])}),
            (self.DAY, _("On another day:")),
        ]
        self.fields["when"] = forms.ChoiceField(
            choices=choices, label=self.fields["when"].label, widget=forms.RadioSelect, initial=self.WEEK
        )
        self.order_fields(["when", "due_on"])

    def clean(self) -> dict[str, Any]:
        """A typed day counts, whatever is selected above it."""
        when, day = self.cleaned_data.get("when"), self.cleaned_data.get("due_on")
        if when == self.DAY and day is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose the day, or one of the answers above."))
        return {"due_on": day or self.presets.get(when or "")}


FORMS: dict[str, type[AnswerForm]] = {
    "done": DoneForm,
    "later": LaterForm,
    "hand-over": HandOverForm,
    "dropped": DroppedForm,
    "open-again": OpenAgainForm,
}
