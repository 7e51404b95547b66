"""How the fields of a serializer are read from a row. REST framework finds it out anew for each field of each row."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from rest_framework import fields
from rest_framework.relations import PKOnlyObject

SHOWN_AS_THEY_ARE: dict[type[Any], type] = {
    fields.CharField: str,
    fields.ChoiceField: str,
    fields.EmailField: str,
    fields.SlugField: str,
    fields.URLField: str,
    fields.IntegerField: int,
    fields.BigIntegerField: int,
    fields.FloatField: float,
    fields.BooleanField: bool,
}
"""Fields, of exactly these classes, that show a value of exactly this type as it is."""

IS_MISSING = (AttributeError, KeyError, ObjectDoesNotExist)


@dataclass(frozen=True, slots=True)
class FieldReading:
    """How one field is read. `get` is the short way, for what is plainly an attribute."""

    field: Any
    name: str
    get: Callable[[Any], Any]
    as_it_is: type | None

    def shown(self, row: Any) -> Any:
        """The value as the answer has it. Raises a SkipField if it has none."""
        try:
            value = self.get(row)
        except IS_MISSING:
            value = self.field.get_attribute(row)  # knows of defaults
        if value is None or type(value) is self.as_it_is:
            return value
        if callable(value):
            value = self.field.get_attribute(row)
        nothing = value.pk is None if isinstance(value, PKOnlyObject) else value is None
        return None if nothing else self.field.to_representation(value)


def reading(field: Any) -> FieldReading:
    is_plain = type(field).get_attribute is fields.Field.get_attribute and field.source_attrs
    get = attrgetter(".".join(field.source_attrs)) if is_plain else field.get_attribute
    return FieldReading(field, str(field.field_name), get, SHOWN_AS_THEY_ARE.get(type(field)))
