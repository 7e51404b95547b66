from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from planning.people.access import find_attendee, get_event


def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_event(slug)
    attendee = find_attendee(request.user, shown)
    return render(request, "event.html", {"event": shown, "attendee": attendee, "now": timezone.now()})
