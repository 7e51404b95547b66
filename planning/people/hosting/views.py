"""What organizers do with an event: plan it, change its deadlines, move it on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.events.forms import EndPhaseForm, EventForm, ScheduleForm
from planning.events.log import deadline_changes
from planning.events.phases import Phase
from planning.events.schedule import ScheduleRejected, end_phase, reschedule, undo
from planning.people.access import as_user, get_organizer
from planning.people.hosting.planning import plan_event
from planning.people.models import Attendee
from planning.people.unsent import posted_or_kept, sign_in_first, unsent


@sign_in_first
def event_new(request: HttpRequest) -> HttpResponse:
    user = as_user(request)
    if not user.has_perm("planning.add_event"):
        raise PermissionDenied("To plan an event you need permission from an admin.")
    data = request.POST if request.method == "POST" else None
    form = EventForm(data, initial=unsent(request).dict())
    if form.is_valid():
        host = plan_event(form.save(commit=False), host=user, now=timezone.now())
        messages.success(request, f"{host.event} is planned, and you organize it. Check its deadlines.")
        return redirect("event-schedule", host.event.slug)
    context = {"form": form, "unsent": unsent(request), "title": "Plan an event", "submit": "Plan it", "back": "/"}
    return render(request, "planning/people/hosting/event_new.html", context)


@sign_in_first
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = ScheduleForm(posted_or_kept(request), event=organizer.event)
    if request.method == "POST" and form.is_valid():
        try:
            reschedule(organizer.event, form.schedule, reason=form.cleaned_data["reason"], clock=timezone.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The schedule has been changed.")
            return redirect("event-schedule", slug)
    return schedule_page(request, organizer, form=form)


@sign_in_first
def phase_end(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    if request.method != "POST":
        return redirect("event-schedule", slug)
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
def schedule_undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    organizer = get_organizer(request, slug)
    if request.method == "POST":
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
        "event": event,
        "now": now,
        "attendee": organizer,
        "form": form or ScheduleForm(event=event),
        "end_form": end_form or EndPhaseForm(initial={"phase": event.phase_at(now)}, auto_id="end-%s"),
        "upcoming": following(event.phase_at(now)),
        "changes": deadline_changes(event),
        "title": "Schedule",
    }
    return render(request, "planning/people/hosting/schedule.html", context)


def following(phase: Phase) -> Phase | None:
    """The phase that begins when this one ends."""
    later = [other for other in Phase if phase.is_before(other)]
    return later[0] if later else None
