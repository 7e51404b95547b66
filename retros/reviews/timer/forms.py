from typing import Any

from django import forms

from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.running import MOST_ADDED

MOVES = ["start", "next", "pause", "resume", "extend", "skip", "end", "start-over"]


class TimerForm(forms.Form):
    """One press of a timer button."""

    move = forms.ChoiceField(choices=[(move, move) for move in MOVES])
    seen = forms.IntegerField(min_value=0)
    demo = forms.ModelChoiceField(Demo.objects.none(), required=False)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=MOST_ADDED)

    def __init__(self, data: Any, *, meeting: ReviewMeeting) -> None:
        super().__init__(data)
        self.fields["demo"] = forms.ModelChoiceField(meeting.demos.select_related("topic"), required=False)

    def clean(self) -> dict[str, Any]:
        move = self.cleaned_data.get("move")
        if move in {"start", "skip"} and self.cleaned_data.get("demo") is None:
            self.add_error("demo", "Say which demo.")
        if move == "extend" and self.cleaned_data.get("minutes") is None:
            self.add_error("minutes", "Say how many minutes.")
        return self.cleaned_data
