from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import URLField

from planning.events.deadlines import DAY_LABELS
from planning.events.election import ELECTION
from planning.events.forms import DayFormField, DayInput, MomentFormField, MomentInput
from planning.events.log import SETTINGS
from planning.events.models import DAYS, DEADLINES, Event
from planning.texts.fields import LineField, LinesField

UNTIL = {
    "voting_opens_at": "Brainstorm until",
    "voting_closes_at": "Voting until",
    "starts_at": "Team formation until",
    "ends_at": "Hacking until",
    "review_ends_at": "Review until",
    "wrap_up_due_at": "Wrap-up until",
}
"""Down the stepper a deadline is the end of a phase."""

ASKED = ("asks_diet", "asks_shirt")
PARTS = {
    "Name and place": (
        "Everybody sees these, also before they register.",
        ("name", *DAYS, "venue", "venue_url", "getting_there", "cost", "hosts"),
    ),
    "Deadlines": ("A phase ends on its own at its deadline.", tuple(DEADLINES)),
    "Seats, votes, teams": (
        "",
        ("entry", "seats", "votes_per_ballot", "late_topics", "team_size_min", "team_size_max", *ASKED),
    ),
    "The vote": ("None of it changes once voting has opened.", tuple(ELECTION)),
    "Words and links": (
        "The words stand on the overview, above the topics.",
        ("introduction", "topics_url", "review_url"),
    ),
}


def secure(column: Any, **how: Any) -> Any:
    """An address typed without its scheme is taken for a secure one."""
    return column.formfield(**how | ({"assume_scheme": "https"} if isinstance(column, URLField) else {}))


class EditEventForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Carries what the organizer saw: only what they changed is passed on, so that another one's changes stay."""

    hosts = LinesField(
        required=False,
        label="Organizing groups",
        help_text="One a line. A new name becomes an organization.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
    )
    reason = LineField(
        max_length=100,
        label="Why the change?",
        help_text="Everyone will ask. It is kept with your name in the log of the schedule, and stands in the mail.",
    )
    tells = forms.BooleanField(required=False, initial=True, label="Mail it to everyone who comes or waits")

    class Meta:
        model = Event
        fields = (*SETTINGS, *DEADLINES, *DAYS)
        labels = SETTINGS | UNTIL | DAY_LABELS
        field_classes = dict.fromkeys(DEADLINES, MomentFormField) | dict.fromkeys(DAYS, DayFormField)
        widgets = {
            **{field: MomentInput() for field in DEADLINES},
            **{field: DayInput() for field in DAYS},
            "getting_there": forms.Textarea(attrs={"rows": 4}),
            "introduction": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "seats": "Empty: as many as come. More seats go to the waiting list at once; no one loses theirs.",
            "votes_per_ballot": "No fewer than anyone has already given.",
            "late_topics": "",
            "introduction": "Markdown.",
            "ends_on": "Moving a deadline does not move the days.",
            **dict.fromkeys(DEADLINES, ""),
        }
        formfield_callback = secure

    def __init__(self, data: Any, *, instance: Event) -> None:
        hosts = "\n".join(str(host) for host in instance.hosts.all())
        moments = {name: moment.replace(second=0, microsecond=0) for name, moment, _ in instance.deadlines()}
        super().__init__(data, instance=instance, initial={"hosts": hosts, **moments})
        for name in (*DEADLINES, *DAYS):
            self.fields[name].required = instance.is_planned
        for name in (*SETTINGS, *DEADLINES, *DAYS, "hosts"):
            self.fields[name].show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.changed:
            raise forms.ValidationError("Nothing to change: this is how the event is already.")
        return cleaned

    @property
    def changed(self) -> list[str]:
        return [name for name in self.changed_data if name not in {"reason", "tells"}]

    @property
    def changes(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self.changed}
        if "hosts" in told:
            told["hosts"] = told["hosts"].split("\n")
        return told

    def parts(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        for title, (said, names) in PARTS.items():
            yield title, said, [self[name] for name in names]


class CallOffForm(forms.Form):
    reason = LineField(
        max_length=80, label="Why", help_text="It stands in the mail, and on the event’s pages: “The hut is flooded.”"
    )
