"""What organizers do with an event: plan it, change its deadlines, move it on."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from planning.events.deadlines import usual_days, usual_deadlines
from planning.events.forms import EndPhaseForm, EventForm, ScheduleForm
from planning.events.log import ChangeLog
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import ScheduleRejected, end_phase, reschedule, undo
from planning.paging import page_of
from planning.people.access import as_user, get_event, get_organizer
from planning.people.hosting.calling_off import CallingOffRejected, call_off, take_back
from planning.people.hosting.forms import CallOffForm, EditEventForm
from planning.people.hosting.planning import plan_event, settings_of
from planning.people.hosting.settings import change_settings
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept, unsent

FEW = 6
"""Earlier events that a new one may be like."""


@sign_in_first
def event_new(request: HttpRequest) -> HttpResponse:
    user = as_user(request)
    if not user.has_perm("planning.add_event"):
        raise PermissionDenied("To plan an event you need permission from an admin.")
    like = Event.objects.filter(slug=request.GET.get("like", "")).first()
    form = EventForm(planned(posted_or_kept(request)), instance=Event(**settings_of(like)) if like else None)
    if "plan" not in request.POST and is_sent(request, form):
        with_seat = form.cleaned_data["with_seat"]
        host = plan_event(form.save(commit=False), host=user, with_seat=with_seat, like=like, now=timezone.now())
        messages.success(request, f"{host.event} is planned, and you organize it. Check its deadlines.")
        return redirect("event-schedule", host.event.slug)
    context = {
        "form": form,
        "unsent": unsent(request),
        "like": like,
        "earlier": Event.objects.only("slug", "name")[:FEW],
        "title": f"Plan an event like {like}" if like else "Plan an event",
    }
    return render(request, "planning/people/hosting/event_new.html", context)


def planned(typed: MultiValueDict[str, Any] | None) -> MultiValueDict[str, Any] | None:
    """Where someone wants to see them first: with the usual deadlines in the fields that are still empty."""
    if typed is None or "plan" not in typed:
        return typed
    filled, week = typed.copy(), EventForm(typed)
    week.is_valid()
    starts_at, ends_at = (week.cleaned_data.get(name) for name in ("starts_at", "ends_at"))
    if starts_at and ends_at:
        for field, usual in (usual_deadlines(starts_at, ends_at) | usual_days(starts_at, ends_at)).items():
            local = timezone.localtime(usual) if isinstance(usual, datetime) else usual
            filled[field] = filled.get(field) or local.isoformat()[:16]
    return filled


@sign_in_first
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = ScheduleForm(posted_or_kept(request), event=organizer.event)
    if is_sent(request, form):
        try:
            reschedule(organizer.event, form.schedule, reason=form.cleaned_data["reason"], clock=timezone.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The schedule has been changed.")
            return redirect("event-schedule", slug)
    return schedule_page(request, organizer, form=form)


@sign_in_first
@post_only("event-schedule", "slug")
def phase_end(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = EndPhaseForm(request.POST, auto_id="end-%s")
    if form.is_valid():
        phase = Phase(form.cleaned_data["phase"])
        try:
            end_phase(organizer.event, phase, reason=form.cleaned_data["reason"], clock=timezone.now)
        except (ScheduleRejected, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, f"{phase.label} is over. You can undo this in the log below.")
            return redirect("event-schedule", slug)
    return schedule_page(request, organizer, end_form=form)


@sign_in_first
@post_only("event-schedule", "slug")
def schedule_undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    organizer = get_organizer(request, slug)
    try:
        undo(organizer.event, number, clock=timezone.now)
    except ScheduleRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, "That has been undone.")
    return redirect("event-schedule", slug)


def schedule_page(
    request: HttpRequest,
    organizer: Attendee,
    *,
    form: ScheduleForm | None = None,
    end_form: EndPhaseForm | None = None,
) -> HttpResponse:
    event, now = organizer.event, timezone.now()
    context = {
        "form": form or ScheduleForm(event=event),
        "end_form": end_form or EndPhaseForm(initial={"phase": event.phase_at(now)}, auto_id="end-%s"),
        "upcoming": following(event.phase_at(now)),
        "page": page_of(request, ChangeLog(event)),
        "title": "Schedule",
    }
    return event_page(request, "planning/people/hosting/schedule.html", event, organizer, context, now=now)


def following(phase: Phase) -> Phase | None:
    """The phase that begins when this one ends."""
    later = [other for other in Phase if phase.is_before(other)]
    return later[0] if later else None


@sign_in_first
def event_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about the event on one page."""
    organizer = get_organizer(request, slug)
    form = EditEventForm(posted_or_kept(request), instance=get_event(slug))  # a copy: the form writes on it
    if is_sent(request, form):
        reason, tells = form.cleaned_data["reason"], form.cleaned_data["tells"]
        try:
            change_settings(organizer.event, form.changes, reason=reason, tells=tells, clock=timezone.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The event has been changed.")
            return redirect("event-settings", slug)
    event = organizer.event
    context = {
        "form": form,
        "lasting": how_long(event),
        "concerned": event.attendees.coming().reachable().count(),
        "title": "Edit the event",
    }
    return event_page(request, "planning/people/hosting/settings.html", event, organizer, context)


def how_long(event: Event) -> dict[str, timedelta]:
    """By the deadline it ends with: a brainstorm has no beginning."""
    deadlines = [(name, deadline) for name, deadline, _ in event.deadlines()]
    return {name: ends - begins for (_, begins), (name, ends) in pairwise(deadlines)}


@sign_in_first
def event_call_off(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    form = CallOffForm(posted_or_kept(request))
    if is_sent(request, form):
        try:
            call_off(event, reason=form.cleaned_data["reason"], clock=timezone.now)
        except CallingOffRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, f"{event} is called off. Everyone who was to come is told by mail.")
            return redirect("event", slug)
    context = {
        "form": form,
        "title": "Call the event off",
        "submit": "Call it off",
        "danger": True,
        "back": reverse("event-settings", args=[slug]),
        "concerned": event.attendees.coming().reachable().count(),
    }
    return event_page(request, "planning/people/hosting/call_off.html", event, organizer, context)


@sign_in_first
@post_only("event-call-off", "slug")
def event_take_back(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    try:
        take_back(organizer.event, clock=timezone.now)
    except CallingOffRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"{organizer.event} takes place after all. Everyone who was to come is told by mail.")
    return redirect("event", slug)
