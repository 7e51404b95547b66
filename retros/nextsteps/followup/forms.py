from typing import Any

from django import forms

from planning.events.models import Event
from planning.texts.fields import LineField
from retros.nextsteps.followup.plans import SAID, USUAL_TIME, follow_up_of
from retros.nextsteps.forms import date_input
from retros.nextsteps.models import FollowUp


class FollowUpForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Another plan, and why.

    Carries what the organizer saw: only what they changed is given, so that what another organizer changed meanwhile
    stays.
    """

    reason = LineField(max_length=100, label="Why", help_text="It is kept in the log below.")

    class Meta:
        model = FollowUp
        fields = SAID
        labels = {
            "due_on": "Steps that name no day are due on",
            "days_before": "First reminder",
            "repeat_days": "Then every so many days",
            "escalate_after": "The organizers hear of it after",
            "end_after": "It ends after",
            "grace_days": "Grace after the event",
            "quiet_days": "A step has gone quiet after",
        }
        help_texts = {
            "days_before": "Days before the due date. 0: on the day itself.",
            "repeat_days": "14 is every other week.",
            "escalate_after": "So many reminders that nobody answered.",
            "end_after": "So many reminders in all.",
            "grace_days": "Days without a reminder.",
            "quiet_days": "Days in which nothing was done about it.",
        }
        widgets = {"due_on": date_input()}

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data, instance=follow_up_of(event))
        for name in SAID:
            self.fields[name].show_hidden_initial = True
        usual = f", on {event.ends_on + USUAL_TIME:%d.%m.%Y}" if event.ends_on else ""
        self.fields["due_on"].help_text = f"Empty: eight weeks after the event{usual}."

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SAID if name in self.changed_data}
