"""In the API."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from planning.dates.fields import LONGEST_SHOWN


class NamingSerializerField(serializers.Field[Any, Any, Any, Any]):
    """Names what it cannot read."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            return self.stored(super().to_internal_value(data))
        except (serializers.ValidationError, OverflowError):  # beyond the first year or the last, in some time zone
            said = self.error_messages["unreadable"].format(value=str(data)[:LONGEST_SHOWN])
            raise serializers.ValidationError(said, code="invalid") from None

    def stored(self, value: Any) -> Any:
        """The value as the database gives it."""
        return value


class DaySerializerField(NamingSerializerField, serializers.DateField):
    default_error_messages = {"unreadable": "“{value}” can’t be read as a day. Write it like 2027-04-30."}


class MomentSerializerField(NamingSerializerField, serializers.DateTimeField):
    default_error_messages = {
        "unreadable": "“{value}” can’t be read as a day and a time. Write it like 2027-04-30T09:00+02:00."
    }

    def stored(self, value: datetime) -> datetime:
        """In UTC: Python finds no moment of an hour that comes twice equal to one of another zone (PEP 495)."""
        return value.astimezone(UTC)

    def enforce_timezone(self, value: datetime) -> datetime:
        """REST framework takes the first of two hours, and an hour that the clocks skip, without a word."""
        aware = super().enforce_timezone(value)
        if timezone.is_naive(value) and aware.replace(fold=1).utcoffset() != aware.utcoffset():
            self.fail("make_aware", timezone=aware.tzinfo)
        return aware
