"""`<event:slug>` in an address: the month an event is known by."""

from django.urls import register_converter


class EventConverter:
    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EventConverter, "event")
