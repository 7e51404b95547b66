"""The agenda as its organizers edit it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.people.access import get_organizer
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from retros.reviews.agenda.forms import AddedDemoForm, MeetingForm, SlotForm, slot_forms
from retros.reviews.agenda.ordering import numbers, posted_order
from retros.reviews.agenda.planning import (
    AgendaRejected,
    arrange,
    draw_up_agenda,
    in_order,
    plan_demo,
    put_on,
    set_time,
    take_off,
)
from retros.reviews.agenda.views import checked, demos_of, find_meeting
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.time_used import times_used


@dataclass(frozen=True)
class AgendaForms:
    """All that the page sends at once, whichever of its buttons is pressed. Topics are told by their ids."""

    form: MeetingForm
    slots: list[SlotForm]
    added: AddedDemoForm
    order: list[int]
    removed: list[int]

    @property
    def kept(self) -> list[SlotForm]:
        """What came onto the agenda meanwhile is not among them: it stays as it is."""
        return [slot for slot in self.slots if slot.is_bound and slot.demo.topic_id not in self.removed]

    @property
    def taken_off(self) -> list[Demo]:
        return [slot.demo for slot in self.slots if slot.demo.topic_id in self.removed]

    def are_valid(self) -> bool:
        return all(form.is_valid() for form in (self.form, self.added, *self.kept))


@sign_in_first
def agenda_draw_up(request: HttpRequest, slug: str) -> HttpResponse:
    """The one click: the usual time, and every topic in its place."""
    if request.method != "POST":
        return redirect("agenda", slug)
    organizer = get_organizer(request, slug)
    try:
        draw_up_agenda(organizer.event)
    except AgendaRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, "The agenda is drawn up. You can change everything.")
    return redirect("agenda", slug)


@sign_in_first
def agenda_edit(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    meeting = find_meeting(event)
    demos = demos_of(meeting)
    forms = agenda_forms(posted_or_kept(request), event, meeting, demos)
    if request.method == "POST" and forms.are_valid():
        try:
            save_agenda(event, forms)
        except AgendaRejected as rejection:
            forms.form.add_error(None, str(rejection))
        else:
            messages.success(request, "The agenda is saved." if meeting else "The agenda is drawn up.")
            return redirect(where_to_go_on(event, request.POST))
    context = {
        "event": event,
        "now": timezone.now(),
        "attendee": organizer,
        "meeting": meeting,
        "form": forms.form,
        "slots": forms.slots,
        "added": forms.added,
        "unsent": unsent(request),
        "times": times_used(event),
        **checked(meeting, demos, is_familiar=True),
    }
    return render(request, "retros/agenda_edit.html", context)


def agenda_forms(data: Any, event: Event, meeting: ReviewMeeting | None, demos: list[Demo]) -> AgendaForms:
    order = posted_order(data)
    return AgendaForms(
        form=MeetingForm(data, event=event, meeting=meeting),
        slots=slot_forms(data, event, in_order(demos, order)),
        added=AddedDemoForm(data, event=event),
        order=order,
        removed=numbers(data, "remove"),
    )


@transaction.atomic
def save_agenda(event: Event, forms: AgendaForms) -> None:
    now = timezone.now()
    meeting = set_time(event, **forms.form.cleaned_data)
    for slot in forms.kept:
        plan_demo(slot.demo.topic, **slot.planned, is_answered=slot.demo.is_answered, now=now)
    for demo in forms.taken_off:
        take_off(demo)
    arrange(meeting, forms.order)
    if topic := forms.added.cleaned_data["topic"]:
        put_on(topic, now=now)


def where_to_go_on(event: Event, pressed: Any) -> str:
    """Whoever moves, adds or removes one slot goes on with the next; whoever saves is done."""
    edit = reverse("agenda-edit", args=[event.slug])
    if moved := numbers(pressed, "up") + numbers(pressed, "down"):
        return f"{edit}#slot-{moved[0]}"
    if pressed.get("topic") or "remove" in pressed:
        return f"{edit}#slots"
    return reverse("agenda", args=[event.slug])


@sign_in_first
def agenda_order(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the order into which the slots were dragged, and return what it leads to."""
    if request.method != "POST":
        return redirect("agenda-edit", slug)
    organizer = get_organizer(request, slug)
    meeting = get_object_or_404(ReviewMeeting, event=organizer.event)
    arrange(meeting, posted_order(request.POST))
    context = {"meeting": meeting, **checked(meeting, demos_of(meeting), is_familiar=True)}
    return render(request, "retros/_agenda_sum.html", context)
