from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import accumulate

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from planning.events.models import Event
from planning.people.access import familiar, find_attendee, get_event, get_organizer
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from retros.reviews.agenda import write
from retros.reviews.forms import AddedDemoForm, DemoForm, MeetingForm, demo_forms
from retros.reviews.meetings import AgendaRejected, agenda_of, arrange, draw_up_agenda, plan_demo
from retros.reviews.models import Demo, ReviewMeeting


def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    meeting = ReviewMeeting.objects.filter(event=event).first()
    demos = demos_of(meeting)
    context = {
        "event": event,
        "now": timezone.now(),
        "attendee": find_attendee(request.user, event),
        "is_familiar": event.pk in familiar(request.user),
        "meeting": meeting,
        "shown": timed(meeting.starts_at, (demo for demo in demos if demo.minutes)) if meeting else [],
        "told": [demo for demo in demos if not demo.minutes],
        "total": sum(demo.minutes for demo in demos),
        "form": MeetingForm(event=event, meeting=meeting),
    }
    return render(request, "retros/agenda.html", context)


def agenda_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    """For whoever may know the people by name: it says who presents."""
    event = get_event(slug)
    if event.pk not in familiar(request.user):
        raise Http404("The agenda names people.")
    meeting = get_object_or_404(ReviewMeeting.objects.select_related("event"), event=event)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-agenda.md"'}
    return HttpResponse(write(agenda_of(meeting)), content_type="text/markdown; charset=utf-8", headers=headers)


@sign_in_first
def agenda_edit(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    data = posted_or_kept(request)
    meeting = ReviewMeeting.objects.filter(event=event).first()
    form = MeetingForm(data, event=event, meeting=meeting)
    added = AddedDemoForm(data, event=event)
    slots = demo_forms(data, event, demos_of(meeting))
    if request.method == "POST" and all(each.is_valid() for each in (form, added, *slots)):
        try:
            save_agenda(event, form, added, slots)
        except AgendaRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The agenda is saved.")
            return redirect("agenda", slug)
    context = {"event": event, "now": timezone.now(), "attendee": organizer, "meeting": meeting}
    forms = {"form": form, "added": added, "slots": slots, "unsent": unsent(request)}
    return render(request, "retros/agenda_edit.html", context | forms)


@transaction.atomic
def save_agenda(event: Event, form: MeetingForm, added: AddedDemoForm, slots: list[DemoForm]) -> None:
    draw_up_agenda(event, **form.cleaned_data)
    for slot in slots:
        plan_demo(
            slot.demo.topic,
            minutes=slot.cleaned_data["minutes"],
            presenters=slot.presenters,
            note=slot.cleaned_data["note"],
        )
    arrange(slot.demo for slot in sorted(slots, key=lambda slot: slot.place))
    if topic := added.cleaned_data["topic"]:
        plan_demo(topic, minutes=5, presenters=[])


def demos_of(meeting: ReviewMeeting | None) -> list[Demo]:
    """The slots in order, with what a line of the agenda shows."""
    if meeting is None:
        return []
    demos = meeting.demos.in_order().select_related("topic__event", "topic__report")
    return list(demos.prefetch_related("presenters__organization"))


def timed(starts_at: datetime, demos: Iterable[Demo]) -> list[tuple[datetime, Demo]]:
    """Each demo with the time it begins if those before it keep theirs."""
    in_order = list(demos)
    starts = accumulate(
        (timedelta(minutes=demo.minutes) for demo in in_order), lambda at, took: at + took, initial=starts_at
    )
    return list(zip(starts, in_order, strict=False))
