from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django_filters import rest_framework as filters
from rest_framework.request import Request

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


class FilterBackend(filters.DjangoFilterBackend):
    """As django-filter has it, but that a list which is asked for without a filter makes no form to find that out."""

    filtersets: ClassVar[dict[type, Any]] = {}

    def get_filterset_class(self, view: Any, queryset: Any = None) -> Any:
        if type(view) not in self.filtersets:  # made anew for each request where a view names only fields
            self.filtersets[type(view)] = super().get_filterset_class(view, queryset)
        return self.filtersets[type(view)]

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset_class(view, queryset)
        is_asked = filterset is not None and filterset.base_filters.keys() & request.query_params.keys()
        return super().filter_queryset(request, queryset, view) if is_asked else queryset
