from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.access import familiar, find_insider, get_event, get_organizer
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from retros.reviews.agenda.access import get_topic_to_show
from retros.reviews.agenda.checking import total_minutes, warnings_of
from retros.reviews.agenda.forms import AddedDemoForm, MeetingForm, SlotForm, sign_up_form, slot_forms
from retros.reviews.agenda.invitation import invitation_for
from retros.reviews.agenda.ordering import numbers, posted_order
from retros.reviews.agenda.planning import (
    AgendaRejected,
    agenda_topics,
    arrange,
    draw_up_agenda,
    in_posted_order,
    plan_demo,
    put_on,
    set_time,
    take_off,
    topic_of,
    usual_time,
)
from retros.reviews.models import Demo, ReviewMeeting, results
from retros.reviews.timer.time_used import times_used


def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    event, now = get_event(slug), timezone.now()
    attendee = find_insider(request.user, event)
    meeting = find_meeting(event)
    demos = with_addresses(demos_of(meeting))
    is_familiar = event.pk in familiar(request.user)
    context = {
        "is_familiar": is_familiar,
        "own_topic": topic_of(attendee) if attendee and takes_word(event, now) else None,
        "meeting": meeting,
        "shown": timed(meeting.starts_at, (demo for demo in demos if demo.minutes)) if meeting else [],
        "mentioned": [demo for demo in demos if not demo.minutes and demo.is_answered],
        "silent": [demo for demo in demos if not demo.is_answered],
        **agenda_check(meeting, demos, is_familiar=is_familiar),
    }
    if attendee and attendee.is_organizer:
        context |= for_organizer(event, meeting)
    return event_page(request, "retros/reviews/agenda/agenda.html", event, attendee, context, now=now)


def for_organizer(event: Event, meeting: ReviewMeeting | None) -> dict[str, Any]:
    """What there is to draw up."""
    topics = agenda_topics(event)
    if meeting:
        return {"missing": topics.filter(demo__meeting=None).count()}
    return {"form": MeetingForm(event=event, meeting=None), "usual_time": usual_time(event), "topics": topics}


def agenda_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    meeting = get_object_or_404(ReviewMeeting.objects.with_agenda(), event=event)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-review.ics"'}
    calendar = invitation_for(request.user, meeting, now=timezone.now())
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)


@sign_in_first
def demo_edit(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, topic = get_topic_to_show(request, slug, topic_slug)
    now = timezone.now()
    form = sign_up_form(posted_or_kept(request), topic, attendee)
    if is_sent(request, form):
        try:
            plan_demo(topic, **form.planned, now=now)
        except AgendaRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Thank you, it's on the agenda.")
            return redirect("agenda", slug)
    context = {
        "topic": topic,
        "form": form,
        "is_open": takes_word(topic.event, now),
        "times": times_used(topic.event),
    }
    return event_page(request, "retros/reviews/agenda/demo_edit.html", topic.event, attendee, context, now=now)


def find_meeting(event: Event) -> ReviewMeeting | None:
    return ReviewMeeting.objects.filter(event=event).first()


def takes_word(event: Event, now: datetime) -> bool:
    """Whether teams are asked what they will show."""
    return event.phase_at(now) in {Phase.HACKING, Phase.REVIEW}


def agenda_check(meeting: ReviewMeeting | None, demos: Sequence[Demo], *, is_familiar: bool) -> dict[str, Any]:
    """The total of the demos, and what is wrong with them."""
    if meeting is None:
        return {}
    warnings = warnings_of(demos, minutes=meeting.minutes, is_familiar=is_familiar)
    return {"total": total_minutes(demos), "warnings": warnings}


def demos_of(meeting: ReviewMeeting | None) -> list[Demo]:
    """The slots in order, with what a line of the agenda shows."""
    if meeting is None:
        return []
    demos = meeting.demos.in_order().select_related("topic__event")
    return list(demos.prefetch_related("presenters__organization"))


def with_addresses(demos: list[Demo]) -> list[Demo]:
    """Each links to the topic's report, or to the topic until there is one."""
    addresses: dict[int, str] = {}
    for addresses_of in results:
        addresses |= addresses_of([demo.topic for demo in demos])
    for demo in demos:
        demo.leads_to = addresses.get(demo.topic_id) or demo.topic.get_absolute_url()
    return demos


def timed(starts_at: datetime, demos: Iterable[Demo]) -> list[tuple[datetime, Demo]]:
    """Each demo with the time it starts if those before it run to time."""
    in_turn = list(demos)
    starts = accumulate(
        (timedelta(minutes=demo.minutes) for demo in in_turn), lambda at, took: at + took, initial=starts_at
    )
    return list(zip(starts, in_turn, strict=False))


@dataclass(frozen=True)
class AgendaForms:
    """Everything the page sends at once, whichever button is pressed. Topics are given by their ids."""

    form: MeetingForm
    slots: list[SlotForm]
    added: AddedDemoForm
    order: list[int]
    removed: list[int]

    @property
    def kept(self) -> list[SlotForm]:
        """Anything added to the agenda in the meantime is not among them: it stays as it is."""
        return [slot for slot in self.slots if slot.is_bound and slot.demo.topic_id not in self.removed]

    @property
    def taken_off(self) -> list[Demo]:
        return [slot.demo for slot in self.slots if slot.demo.topic_id in self.removed]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in (self.form, self.added, *self.kept))


@sign_in_first
@post_only("agenda", "slug")
def agenda_draw_up(request: HttpRequest, slug: str) -> HttpResponse:
    """One click: the usual time, and every topic in its slot."""
    organizer = get_organizer(request, slug)
    try:
        draw_up_agenda(organizer.event)
    except AgendaRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, "The agenda has been drawn up. You can change anything.")
    return redirect("agenda", slug)


@sign_in_first
def agenda_edit(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    meeting = find_meeting(event)
    demos = demos_of(meeting)
    forms = agenda_forms(posted_or_kept(request), event, meeting, demos)
    if is_sent(request, forms):
        try:
            save_agenda(event, forms)
        except AgendaRejected as rejection:
            forms.form.add_error(None, str(rejection))
        else:
            messages.success(request, "The agenda has been saved." if meeting else "The agenda has been drawn up.")
            return redirect(where_to_go_on(event, request.POST))
    context = {
        "meeting": meeting,
        "form": forms.form,
        "slots": forms.slots,
        "added": forms.added,
        "times": times_used(event),
        **agenda_check(meeting, demos, is_familiar=True),
    }
    return event_page(request, "retros/reviews/agenda/edit.html", event, organizer, context)


def agenda_forms(data: Any, event: Event, meeting: ReviewMeeting | None, demos: list[Demo]) -> AgendaForms:
    order = posted_order(data)
    return AgendaForms(
        form=MeetingForm(data, event=event, meeting=meeting),
        slots=slot_forms(data, event, in_posted_order(demos, order)),
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
    """After moving, adding or removing a slot you carry on editing; after saving you are done."""
    edit = reverse("agenda-edit", args=[event.slug])
    if moved := numbers(pressed, "up") + numbers(pressed, "down"):
        return f"{edit}#slot-{moved[0]}"
    if pressed.get("topic") or "remove" in pressed:
        return f"{edit}#slots"
    return reverse("agenda", args=[event.slug])


@sign_in_first
@post_only("agenda-edit", "slug")
def agenda_order(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the order the slots were dragged into, and return the new totals."""
    organizer = get_organizer(request, slug)
    meeting = get_object_or_404(ReviewMeeting, event=organizer.event)
    arrange(meeting, posted_order(request.POST))
    context = {"meeting": meeting, **agenda_check(meeting, demos_of(meeting), is_familiar=True)}
    return render(request, "retros/reviews/agenda/_sum.html", context)
