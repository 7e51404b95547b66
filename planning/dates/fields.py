"""In forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

LONGEST_SHOWN = 40


class NamingField(forms.Field):
    """Names what it cannot read."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code == "invalid":
                error.params = {"value": str(value)[:LONGEST_SHOWN]}
            raise


class DayField(NamingField, forms.DateField):
    default_error_messages = {"invalid": gettext_lazy("“%(value)s” can’t be read as a day. Write it like 2027-04-30.")}


class MomentField(NamingField, forms.DateTimeField):
    default_error_messages = {
        "invalid": gettext_lazy("“%(value)s” can’t be read as a day and a time. Write it like 2027-04-30 09:00.")
    }


class HourField(NamingField, forms.TimeField):
    default_error_messages = {"invalid": gettext_lazy("“%(value)s” can’t be read as a time. Write it like 09:00.")}
