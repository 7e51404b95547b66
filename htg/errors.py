"""Pages for what went wrong."""

import json
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import defaults

from planning.people.channels.forms import ChannelForm
from planning.people.models import User
from planning.people.speaking import speaking_to, speaking_to_browser
from planning.rest.problems import API, BUSY, MEDIA_TYPE, RETRY, is_busy, problem
from retros.reminders.answering.access import LinkExpired, get_answering
from retros.reminders.answering.forms import FORMS
from retros.reminders.links import LinkBroken
from retros.reminders.preferences.forms import PreferenceForm

OWN: Mapping[str, type[forms.Form]] = {
    "preferences": PreferenceForm,
    "preferences-subscribe": forms.Form,
    "my-channels": ChannelForm,
    "my-channel-test": forms.Form,
    "my-channel-remove": forms.Form,
}
"""Pages in the language of the person signed in, and what they ask for."""
LINKED = {"linked-step", "linked-action"}
"""Pages in the language of the person whose link it is."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its session. What was typed is shown, so that it can be copied or sent again.

    In the language of the page it was typed on.
    """
    with speaking_as_before(request):
        return render(request, "403_csrf.html", {"typed": typed_in(request), "reason": reason}, status=403)


def too_busy(request: HttpRequest) -> HttpResponse:
    """Someone else's work held the database for too long. What was typed is shown, as above."""
    with speaking_as_before(request):
        response = render(request, "503.html", {"typed": typed_in(request)}, status=503)
    response["Retry-After"] = "10"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: a problem for programs, a page for people. A busy database is not a fault."""
    busy = is_busy(sys.exception())
    if not request.path.startswith(API):
        return too_busy(request) if busy else defaults.server_error(request)
    failed = "Something went wrong on the server. Your request is not to blame, and it has been logged."
    body = problem(
        HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.INTERNAL_SERVER_ERROR, BUSY if busy else failed
    )
    headers = RETRY if busy else None
    return HttpResponse(json.dumps(body), status=body["status"], content_type=MEDIA_TYPE, headers=headers)


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    """What was in which field, by its label where that is known."""
    labels = labels_on(request)
    typed = {
        labels.get(name, name): [value for value in values if value.strip()]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }
    return {label: values for label, values in typed.items() if values}


def labels_on(request: HttpRequest) -> dict[str, str]:
    page, said = where(request)
    asked = FORMS.get(said.get("action", ""), forms.Form) if page in LINKED else OWN.get(page, forms.Form)
    return {name: str(field.label or name) for name, field in asked.base_fields.items()}


def speaking_as_before(request: HttpRequest) -> AbstractContextManager[None]:
    page, said = where(request)
    if page in LINKED:
        return speaking_to_answering(request, said["token"])
    if page in OWN:
        return speaking_to(request.user) if isinstance(request.user, User) else speaking_to_browser(request)
    return nullcontext()


def speaking_to_answering(request: HttpRequest, token: str) -> AbstractContextManager[None]:
    try:
        user: User | None = get_answering(token, now=timezone.now()).user
    except LinkBroken:
        user = None
    except LinkExpired as expired:
        user = expired.user
    return speaking_to(user) if user else speaking_to_browser(request)


def where(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The name of the page, and what its address says."""
    match = request.resolver_match
    return (match.url_name or "", match.kwargs) if match else ("", {})
