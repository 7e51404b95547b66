from typing import Any

from django import forms

from planning.events.models import Event
from planning.teams.models import Team
from planning.teams.switching.models import SwitchRequest


class SwitchForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Where to, and why. The choices are drawn by the page: it shows them a page at a time."""

    to = forms.ModelChoiceField(Team.objects.none(), to_field_name="topic__slug", label="Where would you rather be?")

    class Meta:
        model = SwitchRequest
        fields = ("why",)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        field: Any = self.fields["to"]
        field.queryset = Team.objects.filter(topic__event=event).select_related("topic__event")
