from typing import Any

from django import forms

from planning.people.words.circles import Circle
from planning.people.words.models import WordToPeople
from planning.texts.fields import LineField, LinesField


class WordForm(forms.Form):
    to = forms.ChoiceField(label="To whom")
    subject = LineField(max_length=150)
    text = LinesField(
        max_length=WordToPeople.LONGEST,
        help_text="Sent as you write it, to each in a mail of their own. A greeting, and why they get it, are added.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data: Any = None, *, circles: list[Circle]) -> None:
        super().__init__(data)
        self.fields["to"] = forms.ChoiceField(
            label="To whom", choices=[(circle.key, circle.label) for circle in circles]
        )
