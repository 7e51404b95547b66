from django import forms

from planning.texts.fields import LineField
from retros.nextsteps.evidence.models import LONGEST_TITLE, LONGEST_URL


class LinkForm(forms.Form):
    url = forms.URLField(
        label="Address",
        max_length=LONGEST_URL,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://github.com/gardener/gardener/pull/123"}),
    )
    title = LineField(required=False, max_length=LONGEST_TITLE, label="Title")
