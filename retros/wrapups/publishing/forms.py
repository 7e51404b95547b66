from typing import Any

from django import forms

from planning.texts.fields import LinesField
from retros.nextsteps.models import LONGEST_TEXT


class PublishForm(forms.Form):
    introduction = LinesField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Introduction",
        help_text="Goes above the topics. Markdown.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    conclusion = LinesField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Conclusion",
        help_text="Goes below them: thanks, and when you'll meet again. Markdown.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None, *, waiting_for: int, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        if waiting_for:
            self.fields["without_missing"] = forms.BooleanField(
                label="Publish without them",
                help_text="Reports that come in later are added to the page automatically.",
                error_messages={"required": "Some reports aren't ready. Tick this to publish without them."},
            )
