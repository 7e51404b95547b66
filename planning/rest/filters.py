from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django_filters import rest_framework as filters

WORDS = {"true": True, "1": True, "false": False, "0": False}


class YesNoField(forms.Field):
    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        if str(value).lower() not in WORDS:
            raise ValidationError("Write true or false.")
        return WORDS[str(value).lower()]


class WholeNumberFilter(filters.NumberFilter):
    """django-filter's own takes any number, and what is asked of a day and a half is left to guesses."""

    field_class = forms.IntegerField


class BooleanFilter(filters.BooleanFilter):
    """django-filter's own treats whatever it cannot read as not given."""

    field_class = YesNoField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.TextInput, **kwargs)
