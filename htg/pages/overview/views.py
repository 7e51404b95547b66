from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from htg.pages.overview.acting import ACTIONS
from planning.people.access import get_organizer
from planning.people.pages import post_only, sign_in_first
from planning.rejection import Rejected


@sign_in_first
@post_only("event", "slug")
def act(request: HttpRequest, slug: str, action: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    if action not in ACTIONS:
        raise Http404("There is no such button.")
    try:
        messages.success(request, ACTIONS[action](organizer, clock=timezone.now))
    except Rejected as rejection:
        messages.error(request, str(rejection))
    return redirect("event", slug)
