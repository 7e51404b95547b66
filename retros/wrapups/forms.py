from typing import Any

from django import forms

from retros.nextsteps.models import LONGEST_TEXT


class PublishForm(forms.Form):
    introduction = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Introduction",
        help_text="Stands above the topics. Markdown.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    conclusion = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Conclusion",
        help_text="Stands below them: thanks, and when you meet again. Markdown.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None, *, missing: int, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        if missing:
            self.fields["without_missing"] = forms.BooleanField(
                label="Publish without them",
                help_text="Reports that come later are added to the page by themselves.",
                error_messages={"required": "Some reports are missing. Tick this to publish without them."},
            )
