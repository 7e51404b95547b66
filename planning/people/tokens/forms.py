from django import forms

from planning.people.tokens.models import ApiToken
from planning.texts.fields import LineField


class TokenForm(forms.Form):
    name = LineField(label="What is it for?", max_length=100)
    scope = forms.ChoiceField(
        label="What can it do?", choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ, required=False
    )

    def clean_scope(self) -> str:
        """Unless its owner says otherwise, a token can only read."""
        return self.cleaned_data["scope"] or ApiToken.Scope.READ
