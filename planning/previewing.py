"""Forms that bring something in, once it has been looked at."""

from typing import Any

from django import forms


class PreviewedForm(forms.Form):
    """The page keeps what was sent, and in `seen` the fingerprint of what it showed of it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(None if data is None else data.copy(), files)

    def show(self, **values: str) -> None:
        """Make the page show these values instead of what was sent."""
        self.data: Any
        for name, value in values.items():
            self.data[name] = value
