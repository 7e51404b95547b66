"""The running review meeting, for the projector and for those who run it or present."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django_htmx.http import trigger_client_event

from planning.paging import ROWS, page_of
from planning.people.access import familiar, find_insider, get_event, get_insider, get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, sign_in_first
from retros.reviews.models import ReviewMeeting
from retros.reviews.timer import running
from retros.reviews.timer.forms import TimerForm
from retros.reviews.timer.running import TimerRejected
from retros.reviews.timer.standing import load_state


def meeting_room(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    meeting = get_object_or_404(ReviewMeeting, event=event)
    return show(request, "retros/reviews/timer/room.html", meeting, find_insider(request.user, event))


@sign_in_first
def meeting_presenter(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    meeting = get_object_or_404(ReviewMeeting, event=attendee.event)
    rejection = ""
    if request.method == "POST":
        get_organizer(request, slug)
        rejection = use_timer(meeting, TimerForm(request.POST, meeting=meeting), timezone.now())
        if not (rejection or "HX-Request" in request.headers):
            return redirect("meeting-presenter", slug)
        meeting.refresh_from_db()
    return show(request, "retros/reviews/timer/presenter.html", meeting, attendee, rejection)


def use_timer(meeting: ReviewMeeting, form: TimerForm, now: datetime) -> str:
    """Do what the button says. If refused, return why, in words for the person."""
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    pressed = form.cleaned_data
    try:
        moves(meeting, pressed, now)[pressed["move"]](seen=pressed["seen"])
    except TimerRejected as rejection:
        return str(rejection)
    return ""


def moves(meeting: ReviewMeeting, pressed: dict[str, Any], now: datetime) -> dict[str, Callable[..., None]]:
    return {
        "start": partial(running.start, meeting, pressed["demo"], now=now),
        "next": partial(running.go_on, meeting, now=now),
        "pause": partial(running.pause, meeting, now=now),
        "resume": partial(running.resume, meeting, now=now),
        "extend": partial(running.extend, meeting, pressed["minutes"]),
        "skip": partial(running.skip, meeting, pressed["demo"], now=now),
        "end": partial(running.end_meeting, meeting, now=now),
        "start-over": partial(running.start_over, meeting),
    }


def show(
    request: HttpRequest, template: str, meeting: ReviewMeeting, attendee: Attendee | None, rejection: str = ""
) -> HttpResponse:
    """The page; or no content, if the visitor's copy already says the same. Both carry the server's time."""
    standing = load_state(meeting, timezone.now())
    is_known = request.method == "GET" and request.GET.get("known") == standing.digest
    if is_known and "HX-Request" in request.headers:
        response = HttpResponse(status=204)
    else:
        knows_people = meeting.event_id in familiar(request.user)
        page = page_of(request, standing.demos, first=1 + standing.place // ROWS)
        shown = {
            "standing": standing,
            "meeting": meeting,
            "page": page,
            "knows_people": knows_people,
            "rejection": rejection,
        }
        response = event_page(request, template, meeting.event, attendee, shown, now=standing.now)
    return trigger_client_event(response, "servertime", {"now": standing.now.isoformat()})
