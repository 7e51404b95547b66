from typing import Any

from django import forms

from planning.dates.fields import DayField
from planning.texts.fields import LinesField
from retros.board.questions import CHOICES, Question
from retros.nextsteps.forms import date_input


class SurveyForm(forms.Form):
    """The questions, each with its choices, and room for words."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for question, choices in CHOICES.items():
            self.fields[question] = forms.ChoiceField(
                choices=choices.choices, widget=forms.RadioSelect, label=question.label
            )
        self.fields[Question.WORDS] = LinesField(
            required=False,
            max_length=2000,
            label=Question.WORDS.label,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="Everyone who was at the event can read it, without your name.",
        )

    def answers(self) -> dict[Question, str]:
        return {question: self.cleaned_data[question] for question in CHOICES}


class CloseSurveyForm(forms.Form):
    closes_on = DayField(label="Last day", widget=date_input())
