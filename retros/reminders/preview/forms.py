from datetime import datetime

from django import forms

from planning.dates.fields import DayField
from planning.people.models import User
from planning.texts.fields import LinesField
from retros.reminders.preview.holding import LONGEST_OPENING, hold_digest, release_digest, set_opening


class DecisionForm(forms.Form):
    """What is decided about one digest. The buttons of the page say which."""

    reader = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    day = DayField()
    action = forms.ChoiceField(choices=[("hold", "Hold"), ("release", "Release"), ("word", "Save the opening")])
    opening = LinesField(max_length=LONGEST_OPENING, required=False)

    def decide(self, recipient: User, *, by: User, now: datetime) -> str:
        """Apply the rule, and return the message to show. Raises DigestRejected."""
        day = self.cleaned_data["day"]
        if self.cleaned_data["action"] == "hold":
            hold_digest(recipient, day, by=by, now=now)
            return "It's held: nothing goes out until someone releases it."
        if self.cleaned_data["action"] == "release":
            release_digest(recipient, day, now=now)
            return "It has been released."
        set_opening(recipient, day, self.cleaned_data["opening"], now=now)
        return "Your words now come first in it."
