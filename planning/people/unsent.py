"""What someone typed in a form that came back after their session had ended: kept until they are signed in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django_htmx.http import HttpResponseClientRedirect

P = ParamSpec("P")

KEY = "unsent"
SIGNED_OUT = "signed_out"
LAST_HERE = "last_here"  # a cookie that outlives the session: whose form it is that comes back later
A_YEAR = 365 * 24 * 60 * 60
LARGEST = 50_000  # bytes: longer than any form here, too short to fill the session table with


def sign_in_first(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Send visitors to sign in, and back here after, to the list as they had filtered it.

    What they posted is kept; the view shows it with `unsent()`.
    """

    @wraps(view)
    def signed_in(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            if request.method == "POST":
                request.session.pop(KEY, None)  # it is in this request, or was given up for it
            return name_visitor(request, view(request, *args, **kwargs))
        if request.method == "POST":
            keep(request)
        sign_in = redirect_to_login(request.get_full_path())
        return HttpResponseClientRedirect(sign_in.url) if "HX-Request" in request.headers else sign_in

    return signed_in


def name_visitor(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Leave word in the browser who is signed in there."""
    if last_here(request) != str(request.user.pk):
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_signed_cookie(
            LAST_HERE, str(request.user.pk), max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return response


def last_here(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(LAST_HERE, default=""))


def keep_nothing(request: HttpRequest) -> None:
    """Whoever signs out may hand the device on: what is still open there is nobody else's to see."""
    request.session[SIGNED_OUT] = True


def keep(request: HttpRequest) -> None:
    if SIGNED_OUT in request.session or len(request.POST.urlencode()) > LARGEST:
        return
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    request.session[KEY] = {"path": request.path, "typed": typed, "by": last_here(request)}
    messages.warning(request, "You were signed out. Sign in again: what you entered is kept.")


def unsent(request: HttpRequest, path: str = "") -> MultiValueDict[str, Any]:
    """What the visitor posted to this page, or to `path`, without being signed in. Empty if nothing, or another's."""
    kept = request.session.get(KEY, {})
    is_theirs = kept.get("by") in {"", str(request.user.pk)}
    return MultiValueDict(kept["typed"] if is_theirs and kept["path"] == (path or request.path) else {})


def posted_or_kept(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """What a form is filled with: what was just posted, or what was kept. None if it is opened afresh."""
    return request.POST if request.method == "POST" else unsent(request) or None
