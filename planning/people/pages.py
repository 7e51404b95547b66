"""What the pages of all rooms share: sign in first, act on what is posted alone, and the frame of an event's page."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from planning.events.models import Event
from planning.people.models import Attendee
from planning.people.unsent import drop_unsent, keep_unsent, name_visitor, unsent

P = ParamSpec("P")

panels: defaultdict[str, list[str]] = defaultdict(list)
"""What later rooms show on pages of earlier ones: their templates, by that of the page."""


class Validated(Protocol):
    """A form, or several that are sent as one."""

    def is_valid(self) -> bool: ...


def sign_in_first(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Send visitors to sign in, and back here afterwards, to the list as they had filtered it.

    What they posted is kept; the view shows it with `posted_or_kept()`.
    """

    @wraps(view)
    def signed_in(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            if request.method == "POST":
                drop_unsent(request)  # it is in this request, or was dropped for it
            return name_visitor(request, view(request, *args, **kwargs))
        if request.method == "POST":
            keep_unsent(request)
        sign_in = redirect_to_login(request.get_full_path())
        return HttpResponseClientRedirect(sign_in.url) if "HX-Request" in request.headers else sign_in

    return signed_in


def post_only(page: str, *given: str, fragment: str = "") -> Callable[[Callable[..., HttpResponse]], Any]:
    """For a view that only acts. Opening its address, as after signing in, leads back to the page with the button.

    `given` are the arguments of the view that the page takes as well.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def posted(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **kwargs)
            return redirect(reverse(page, args=[kwargs[name] for name in given], fragment=fragment or None))

        return posted

    return decorate


def is_sent(request: HttpRequest, *forms: Validated) -> bool:
    """Whether the form was just sent, and can be used. One that was kept is only shown: its owner sends it."""
    return request.method == "POST" and all(form.is_valid() for form in forms)


def event_page(
    request: HttpRequest,
    template: str,
    event: Event,
    attendee: Attendee | None,
    context: Mapping[str, Any],
    *,
    now: datetime | None = None,
) -> HttpResponse:
    """Render a page of the event. `attendee` is the visitor's place there; `now` is the moment the view decided by."""
    now = now or timezone.now()
    frame = {
        "event": event,
        "attendee": attendee,
        "now": now,
        "today": timezone.localdate(now),
        "panels": panels[template],
        "unsent": SimpleLazyObject(lambda: unsent(request)),  # looked up only where a form says so
    }
    return render(request, template, frame | dict(context))
