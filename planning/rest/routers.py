"""How an address of the API gets to a room."""

from typing import Any

from django.urls import URLResolver, include, re_path
from rest_framework.pagination import BasePagination
from rest_framework.routers import DynamicRoute, Route, SimpleRouter
from rest_framework.viewsets import ViewSetMixin

EVENT = r"events/(?P<event>[0-9]{4}-[0-9]{2})"
TOPIC = r"topics/(?P<topic>[-\w]+)"
"""Below an event."""


class SingletonViewSet(ViewSetMixin):
    """The only one at its address: an attendee's ballot, an event's tally. It has no list and no key."""

    pagination_class: type[BasePagination] | None = None  # its answer is whole, even if it is an array


class LifecycleRouter(SimpleRouter):
    def get_routes(self, viewset: Any) -> list[Any]:
        if not issubclass(viewset, SingletonViewSet):
            return super().get_routes(viewset)
        return [
            SINGLETON,
            *(self._get_dynamic_route(SINGLETON_ACTION, action) for action in viewset.get_extra_actions()),
        ]


def below_event(router: LifecycleRouter) -> URLResolver:
    """Apart from all others, so that no other address is compared with each of these."""
    return re_path(f"^{EVENT}/", include(router.urls))


SINGLETON = Route(
    url="^{prefix}{trailing_slash}$",
    mapping={"get": "retrieve", "post": "create", "put": "update", "patch": "partial_update", "delete": "destroy"},
    name="{basename}",
    detail=True,
    initkwargs={},
)
SINGLETON_ACTION = DynamicRoute(
    url="^{prefix}/{url_path}{trailing_slash}$", name="{basename}-{url_name}", detail=True, initkwargs={}
)
