"""All mails on your own machine, codes and links included: you can try things out without setting up a mail server.

Only where the settings say LOCAL, and only in a browser of this machine.
"""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planning.outbox.models import Message
from planning.paging import page_of

FORWARDED = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"}
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""Mails carry their style in their elements. Nothing in them runs, is sent, or is fetched from elsewhere."""

View = Callable[..., HttpResponse]


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from this machine. A proxy on it may bring in someone from anywhere."""
    if not settings.LOCAL or any(header in request.headers for header in FORWARDED):
        return False
    try:
        return ip_address(request.META["REMOTE_ADDR"]).is_loopback
    except ValueError:
        return False


def only_here(view: View) -> View:
    @wraps(view)
    @never_cache
    @require_safe
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not is_on_this_machine(request):
            raise Http404("Mails are shown only on your own machine.")
        return view(request, **kwargs)

    return shown


@only_here
def mails(request: HttpRequest) -> HttpResponse:
    latest = Message.objects.filter(channel=None).defer("text", "html")
    page = page_of(request, latest)
    return render(request, "mails.html", {"page": page})


@only_here
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "mail.html", {"mail": get_object_or_404(Message, channel=None, pk=pk)})


@only_here
def mail_html(_request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Message.objects.exclude(html=""), channel=None, pk=pk)
    return HttpResponse(found.html, headers={"Content-Security-Policy": SANDBOX})
