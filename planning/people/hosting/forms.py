from typing import Any

from django import forms

from planning.events.log import SETTINGS
from planning.events.models import Event
from planning.texts.fields import LineField


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Carries what the organizer saw: only what they changed is passed on, so that another one's changes stay."""

    venue_url = forms.URLField(required=False, assume_scheme="https", label="Website of the venue")
    reason = LineField(max_length=100, help_text="Everyone will ask. It is kept in the log of the schedule.")

    class Meta:
        model = Event
        fields = tuple(SETTINGS)
        labels = SETTINGS
        help_texts = {
            "seats": "Empty: as many as come. More seats go to the waiting list at once; no one loses theirs.",
            "votes_per_ballot": "No fewer than anyone has already given.",
            "late_topics": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in SETTINGS:
            self.fields[field].show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not set(self.changed_data) & SETTINGS.keys():
            raise forms.ValidationError("Nothing to change: these are the settings already.")
        return cleaned

    @property
    def settings(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS if name in self.changed_data}
