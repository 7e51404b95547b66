from typing import Any

from django import forms

from planning.events.models import Event
from planning.texts.fields import LineField
from retros.nextsteps.followup.plans import SAID, USUAL_TIME, follow_up_of
from retros.nextsteps.forms import date_input
from retros.nextsteps.models import FollowUp


class FollowUpForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Another plan, and why.

    Carries what the organizer saw: only their changes are passed on, so that what another organizer changed meanwhile
    stays.
    """

    reason = LineField(max_length=100, label="Why", help_text="It goes into the log below.")

    class Meta:
        model = FollowUp
        fields = SAID
        labels = {
            "due_on": "Steps without a date are due on",
            "days_before": "First reminder",
            "repeat_days": "Repeated every (days)",
            "escalate_after": "Organizers are asked after",
            "end_after": "Reminders end after",
            "grace_days": "Grace after the event",
            "quiet_days": "A step has gone quiet after",
        }
        help_texts = {
            "days_before": "Days before the due date. 0: on the day itself.",
            "repeat_days": "14 is every other week.",
            "escalate_after": "Number of unanswered reminders.",
            "end_after": "Number of reminders in all.",
            "grace_days": "Days without a reminder.",
            "quiet_days": "Days without anything being done about it.",
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
