"""How an address of the API leads to a room."""

from typing import Any

from rest_framework.routers import Route, SimpleRouter
from rest_framework.viewsets import ViewSetMixin

EVENT = r"events/(?P<event>[0-9]{4}-[0-9]{2})"
TOPIC = rf"{EVENT}/topics/(?P<topic>[-\w]+)"


class Sole(ViewSetMixin):
    """One of a kind at its address: an attendee's ballot, an event's tally. It has no list and no key."""


class LifecycleRouter(SimpleRouter):
    def get_routes(self, viewset: Any) -> list[Any]:
        return [SOLE] if issubclass(viewset, Sole) else super().get_routes(viewset)


SOLE = Route(
    url="^{prefix}{trailing_slash}$",
    mapping={"get": "retrieve", "post": "create", "put": "update", "patch": "partial_update", "delete": "destroy"},
    name="{basename}",
    detail=True,
    initkwargs={},
)
