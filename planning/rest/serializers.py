"""The base of all serializers. REST framework's own ignore what they do not know."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.fields import empty

from planning.dates.serializers import DaySerializerField, MomentSerializerField
from planning.rest.names import unknown_names
from planning.rest.showing import FieldReading, reading

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)


class KnownFields(serializers.BaseSerializer[Any]):
    """Refuses unknown fields: a misspelt deadline would otherwise be a change that never happened.

    Read-only fields, like an id, may be sent back as they were read, and are ignored; so may what another serializer
    shows of the same thing.
    """

    fields: Any
    _readable_fields: Any
    shown_by: ClassVar[type[serializers.Serializer[Any]] | None] = None
    made_of: ClassVar[Mapping[str, Collection[str]]] = {}
    """The columns that a field is made of, where it is none itself, so that a list reads only these (`columns`)."""
    only_where: ClassVar[tuple[str, str] | None] = None
    """A column, and what in the context has to contain it: for any other row, null is shown."""

    @cached_property
    def readings(self) -> list[FieldReading]:
        return [reading(field) for field in self._readable_fields]

    def to_representation(self, instance: Any) -> Any:
        """What REST framework's own says, in a third of the time."""
        if isinstance(instance, Mapping):
            return super().to_representation(instance)
        if self.only_where and getattr(instance, self.only_where[0]) not in self.context[self.only_where[1]]:
            return None
        answer = {}
        for field in self.readings:
            with suppress(serializers.SkipField):
                answer[field.name] = field.shown(instance)
        return answer

    def to_internal_value(self, data: Any) -> Any:
        unknown = unknown_names(data, self.known_names(), kind="field") if isinstance(data, Mapping) else {}
        wrong = unknown | (self.lacking(data) if isinstance(data, Mapping) else {})
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not wrong or not isinstance(error.detail, dict):
                raise
            raise serializers.ValidationError({**error.detail, **wrong}) from error
        if wrong:
            raise serializers.ValidationError(wrong)
        return value

    def lacking(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """A part is given whole or not at all, even where an update leaves out the rest of the whole."""
        if self is self.root or not getattr(self.root, "partial", False):
            return {}
        fields = (field for field in self.fields.values() if field.required and not field.read_only)
        return {
            field.field_name: [field.error_messages["required"]] for field in fields if field.get_value(data) is empty
        }

    def known_names(self) -> Collection[str]:
        shown = self.shown_by().fields if self.shown_by else {}
        return {*self.fields, *shown}


class Serializer(KnownFields, serializers.Serializer[T]):
    pass


class ModelSerializer(KnownFields, serializers.ModelSerializer[M]):
    """What a column can be, empty or null, an answer can be. REST framework forgets that for read-only fields."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DaySerializerField,
        models.DateTimeField: MomentSerializerField,
    }

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        return field_class, kwargs | ({"allow_null": True} if model_field.null else {})

    def include_extra_kwargs(self, kwargs: Any, extra_kwargs: Any) -> Any:
        may_be_blank = kwargs.get("allow_blank", False)
        options = dict(super().include_extra_kwargs(kwargs, extra_kwargs))
        return options | ({"allow_blank": True} if may_be_blank and options.get("read_only") else {})


class DryRunField(serializers.BooleanField):
    """True if left out. In a form sent with a file, REST framework would take that for False."""

    default_empty_html = True
