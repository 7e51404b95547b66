"""The API of the whole site: `/api/` describes it, and it lives at `/api/v1/`."""

from typing import Any

from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

import planning.events.converters  # noqa: F401  # makes <event:event> known
from htg.ending.api import EndingView
from htg.funnel.api import FunnelViewSet
from htg.likeness.api import LineageViewSet, SimilarTopicsViewSet
from htg.openapi.views import DescriptionView
from htg.pages.overview.api import ActionView, NeedsView
from htg.search.api import SearchViewSet

app_name = "api"

LISTS = {
    "events": "event-list",
    "organizations": "organization-list",
    "next_steps": "next-step-list",
    "wrap_ups": "wrap-up-list",
    "review_meetings": "review-meeting-list",
    "links": "link-list",
    "reminders": "reminder-list",
    "tokens": "token-list",
    "messages": "message-list",
    "schema": "schema",
}


@extend_schema(exclude=True)
@api_view()
def contents(request: Request) -> Response:
    """Where to start. Everything else is below an event."""
    return Response({name: reverse(f"api:{view}", request=request) for name, view in LISTS.items()})


@extend_schema(exclude=True)
class NothingHere(APIView):
    """What the API says at an address it does not have, whatever the method."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound("The API has nothing at this address. Its addresses end with a slash.")


urlpatterns = [
    path("", SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api.html"), name="swagger"),
    path("v1/", contents, name="contents"),
    path("v1/schema/", DescriptionView.as_view(), name="schema"),
    path("v1/", include("planning.api")),
    path("v1/", include("retros.api")),
    path("v1/events/<event:event>/ending/", EndingView.as_view(), name="event-ending"),
    path("v1/events/<event:event>/needs/", NeedsView.as_view(), name="event-needs"),
    path("v1/events/<event:event>/needs/<slug:action>/", ActionView.as_view(), name="event-act"),
    path(
        "v1/events/<event:event>/lineage/",
        LineageViewSet.as_view({"get": "retrieve", "post": "create"}),
        name="event-lineage",
    ),
    path("v1/funnel/", FunnelViewSet.as_view({"get": "retrieve"}), name="funnel"),
    path("v1/search/", SearchViewSet.as_view({"get": "retrieve"}), name="search"),
    path("v1/similar-topics/", SimilarTopicsViewSet.as_view({"get": "retrieve"}), name="similar-topics"),
    re_path("^v1/", NothingHere.as_view()),
]
