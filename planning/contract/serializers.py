"""The serializers that all others are made of. REST framework's own pass over what they do not know."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from rest_framework import serializers

from planning.contract.names import unknown_names

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class KnownFields(serializers.BaseSerializer[Any]):
    """Refuses a field that it does not know: a misspelt deadline would else be a change that nobody made.

    What it only shows, like an id, may be sent back as it was read, and is passed over.
    """

    fields: Any

    def to_internal_value(self, data: Any) -> Any:
        unknown = unknown_names(data, self.fields.keys(), kind="field") if isinstance(data, Mapping) else {}
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not unknown or not isinstance(error.detail, dict):
                raise
            raise serializers.ValidationError({**error.detail, **unknown}) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return value


class Serializer(KnownFields, serializers.Serializer[T]):
    pass


class ModelSerializer(KnownFields, serializers.ModelSerializer[M]):
    pass
