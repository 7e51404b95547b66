"""The description of the API is made once in each process: it takes a while, and is the same for every visitor."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request


@dataclass(frozen=True)
class Description:
    body: bytes
    headers: dict[str, str]


made: dict[tuple[str, str], Description] = {}
"""By media type and language, so there are only a few."""


@extend_schema(exclude=True)
class DescriptionView(SpectacularAPIView):
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = (request.accepted_renderer.media_type, language_of(request))
        if wanted not in made:
            made[wanted] = self.make(request, *args, **kwargs)
        description = made[wanted]
        response = HttpResponse(description.body, headers=description.headers)
        etag = description.headers["ETag"]
        return get_conditional_response(request._request, etag=etag, response=response) or response

    def make(self, request: Request, *args: Any, **kwargs: Any) -> Description:
        response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped
        response.accepted_renderer = request.accepted_renderer
        response.accepted_media_type = request.accepted_renderer.media_type
        response.renderer_context = self.get_renderer_context()
        body = response.render().content
        return Description(body, {**response.headers, "ETag": f'"{sha256(body).hexdigest()}"'})

    def _get_version_parameter(self, request: Request) -> None:
        """There is one version. drf-spectacular would print whatever a visitor writes."""


def language_of(request: Request) -> str:
    """The one that is asked for, if the site has it."""
    asked = request.query_params.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""
