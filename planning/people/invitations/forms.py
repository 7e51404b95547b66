from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from planning.clock import refuse_distant
from planning.dates.fields import DayField
from planning.people.invitations.guests import LARGEST, Guest, GuestsRefused, as_text, read_guests
from planning.people.invitations.inviting import MOST_USES
from planning.previewing import PreviewedForm
from planning.texts.fields import LineField


class InvitationLinkForm(forms.Form):
    """A link to share."""

    uses = forms.IntegerField(min_value=1, max_value=MOST_USES, initial=10, label="For how many people")
    until = DayField(
        required=False,
        label="Good until",
        help_text="Empty: until the week ends.",
        validators=[refuse_distant],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    @property
    def expires_at(self) -> datetime | None:
        """The end of the day, where the site is."""
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, time.max.replace(microsecond=0))) if day else None


class GuestsForm(PreviewedForm):
    """A list or a table. The file's content is then put into the list, to be invited as it was looked at."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LARGEST,
        label="Addresses",
        help_text="One a line, or as your mail program copies them: Kim Thymian &lt;kim@example.org&gt;, …",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        label="Or a table",
        help_text="A CSV with a column “email”, and perhaps “name”.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )

    guests: Sequence[Guest] = ()

    def clean(self) -> dict[str, Any]:
        data = {**self.cleaned_data}
        if self.errors:
            return data
        upload = data["file"]
        content = upload.read(LARGEST + 1) if upload else data["text"].encode()
        if not content.strip():
            raise forms.ValidationError("Type an address, or choose a file.")
        try:
            self.guests = read_guests(content)
            shown = as_text(content)
        except GuestsRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if upload:
            self.show(text=shown)
        return data


class JoinRequestForm(forms.Form):
    name = LineField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    word = LineField(
        max_length=300, required=False, label="A word to the organizers", help_text="Who you are, and what you’d do."
    )


class JoinAnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])
    why = LineField(max_length=200, required=False, label="Why", help_text="Optional. It stands in the mail.")
