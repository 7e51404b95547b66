"""The same for forms."""

from typing import Any

from django import forms

from planning.texts import cleaning


class LineField(forms.CharField):
    """One line. What shows nothing counts as empty."""

    clean_text = staticmethod(cleaning.line)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.clean_text(text) or self.empty_value if isinstance(text, str) else text


class LinesField(LineField):
    """Any number of lines."""

    clean_text = staticmethod(cleaning.lines)
    widget = forms.Textarea


class AddressField(forms.EmailField):
    """Of mail."""

    def to_python(self, value: Any) -> Any:
        return cleaning.address(super().to_python(value) or "")
