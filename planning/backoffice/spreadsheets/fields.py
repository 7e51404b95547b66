"""Form fields of the admin that refuse what no database holds, beside the field and before it is asked."""

from typing import Any

from django import forms
from django.db import models

from planning.clock import refuse_distant
from planning.dates.fields import DayField, HourField

LARGEST = 2**63 - 1


def is_number_of_row(value: Any) -> bool:
    text = str(getattr(value, "pk", value))
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST


class OneOfRows(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or is_number_of_row(value):
            return super().to_python(value)
        raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": value})

    def prepare_value(self, value: Any) -> Any:
        """Nothing is chosen where there cannot be such a row: Django's widget would look for it."""
        return super().prepare_value(value) if is_number_of_row(value) else None


class SomeOfRows(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for one in value or []:
            if not is_number_of_row(one):
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": one})
        return super().clean(value)

    def prepare_value(self, value: Any) -> Any:
        """As above."""
        chosen = [one for one in value if is_number_of_row(one)] if isinstance(value, list | tuple) else value
        return super().prepare_value(chosen)


class AdminMomentField(forms.SplitDateTimeField):
    default_error_messages = {"invalid_date": "The day is missing.", "invalid_time": "The time is missing."}
    default_validators = [refuse_distant]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = DayField(required=False), HourField(required=False)


class AdminDayField(DayField):
    default_validators = [refuse_distant]


KNOWN_TO_THE_DATABASE: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.ForeignKey: {"form_class": OneOfRows},
    models.OneToOneField: {"form_class": OneOfRows},
    models.ManyToManyField: {"form_class": SomeOfRows},
    models.DateTimeField: {"form_class": AdminMomentField},
    models.DateField: {"form_class": AdminDayField},
}
