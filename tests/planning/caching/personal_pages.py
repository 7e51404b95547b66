"""Views that may not be kept, although someone asked for it: each at an address of its own."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from planning.caching.pages import kept_for_visitors


def with_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.csp_nonce))  # type: ignore[attr-defined]  # django-csp's


def with_cookie(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse("Welcome")
    response.set_cookie("visits", "1")
    return response


def with_session(request: HttpRequest) -> HttpResponse:
    request.session["visits"] = 1
    return HttpResponse("Welcome")


def with_message(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Welcome")
    return HttpResponse("Welcome")


def private(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Yours", headers={"Cache-Control": "private"})


def missing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Not yet", status=404)


def streamed(_request: HttpRequest) -> HttpResponse:
    return cast("HttpResponse", StreamingHttpResponse(iter(["Line by line"])))


def public(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


PERSONAL: tuple[Callable[..., HttpResponse], ...] = (
    with_token,
    with_nonce,
    with_cookie,
    with_session,
    with_message,
    private,
    missing,
    streamed,
)
asked: list[str] = []
"""The names of the views that were asked."""


def noted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def noting(request: HttpRequest) -> HttpResponse:
        asked.append(view.__name__)
        return view(request)

    return noting


urlpatterns = [path(f"{view.__name__}/", kept_for_visitors()(noted(view))) for view in (*PERSONAL, public)]
