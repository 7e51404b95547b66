from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import TOPICS, page_of
from planning.people.access import familiar, find_insider, get_event, get_organizer
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.searching import asked_for
from retros.reviews.agenda.access import get_topic_to_plan_for
from retros.reviews.agenda.checking import total_minutes, warnings_of
from retros.reviews.agenda.forms import AddedDemoForm, AgendaForms, MeetingForm, sign_up_form, slot_forms
from retros.reviews.agenda.invitation import invitation_for
from retros.reviews.agenda.loading import demos_in_full, demos_in_short, find_meeting, starts_of, with_addresses
from retros.reviews.agenda.ordering import numbers, posted_order
from retros.reviews.agenda.planning import (
    AgendaRejected,
    agenda_topics,
    arrange,
    draw_up_agenda,
    plan_demo,
    put_on,
    set_time,
    take_off,
    topic_worked_on,
    usual_time,
)
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.time_used import times_used

MOST_WARNINGS = 20


def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    event, now = get_event(slug), timezone.now()
    attendee = find_insider(request.user, event)
    meeting = find_meeting(event)
    demos = demos_in_short(meeting)
    shown = [demo for demo in demos if demo.minutes]
    silent = [demo for demo in demos if not demo.is_answered]
    page = page_of(request, [*shown, *(demo for demo in demos if not demo.minutes and demo.is_answered), *silent])
    is_familiar = event.pk in familiar(request.user)
    context = {
        "is_familiar": is_familiar,
        "own_topic": topic_worked_on(attendee) if attendee and takes_word(event, now) else None,
        "meeting": meeting,
        "page": page,
        "has_demos": bool(shown),
        "number_silent": len(silent),
        **agenda_page(meeting, shown, list(page)),
        **agenda_check(meeting, demos, is_familiar=is_familiar),
    }
    if attendee and attendee.is_organizer:
        context |= for_organizer(request, event, meeting)
    return event_page(request, "retros/reviews/agenda/agenda.html", event, attendee, context, now=now)


def agenda_page(meeting: ReviewMeeting | None, shown: list[Demo], on_page: list[Demo]) -> dict[str, Any]:
    """What is on one page of the agenda, under its three headings. `shown` are all demos with minutes."""
    demos = with_addresses(demos_in_full(on_page))
    starts = starts_of(meeting.starts_at, shown) if meeting else {}
    return {
        "shown": [(starts[demo.pk], demo) for demo in demos if demo.minutes],
        "mentioned": [demo for demo in demos if not demo.minutes and demo.is_answered],
        "silent": [demo for demo in demos if not demo.is_answered],
    }


def for_organizer(request: HttpRequest, event: Event, meeting: ReviewMeeting | None) -> dict[str, Any]:
    """What there is to draw up."""
    topics = agenda_topics(event)
    if meeting:
        return {"missing": topics.filter(demo__meeting=None).count()}
    form = MeetingForm(event=event, meeting=None)
    return {"form": form, "usual_time": usual_time(event), "page": page_of(request, topics, TOPICS)}


def agenda_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    meeting = get_object_or_404(ReviewMeeting.objects.with_agenda(), event=event)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-review.ics"'}
    calendar = invitation_for(request.user, meeting, now=timezone.now())
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)


@sign_in_first
def demo_edit(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, topic = get_topic_to_plan_for(request, slug, topic_slug)
    now = timezone.now()
    asked = asked_for(request)
    form = sign_up_form(posted_or_kept(request), topic, attendee, asked=asked)
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
        "asked": asked,
    }
    return event_page(request, "retros/reviews/agenda/demo_edit.html", topic.event, attendee, context, now=now)


def takes_word(event: Event, now: datetime) -> bool:
    """Whether teams are asked what they will show."""
    return event.phase_at(now) in {Phase.HACKING, Phase.REVIEW}


def agenda_check(meeting: ReviewMeeting | None, demos: Sequence[Demo], *, is_familiar: bool) -> dict[str, Any]:
    """The total of the demos, and what is wrong with them."""
    if meeting is None:
        return {}
    warnings = warnings_of(demos, minutes=meeting.minutes, is_familiar=is_familiar)
    return {"total": total_minutes(demos), "number_of_warnings": len(warnings), "warnings": warnings[:MOST_WARNINGS]}


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
    event, asked = organizer.event, asked_for(request)
    meeting = find_meeting(event)
    demos = demos_in_short(meeting)
    page = page_of(request, demos, TOPICS)
    forms = agenda_forms(posted_or_kept(request), event, meeting, demos=demos, page=page, asked=asked)
    if is_sent(request, forms):
        try:
            save_agenda(event, forms)
        except AgendaRejected as rejection:
            forms.form.add_error(None, str(rejection))
        else:
            messages.success(request, "The agenda has been saved." if meeting else "The agenda has been drawn up.")
            return redirect(where_to_go_on(event, request.POST, forms.order, page.number))
    context = {
        "meeting": meeting,
        "form": forms.form,
        "slots": forms.slots,
        "added": forms.added,
        "asked": asked,
        "page": page,
        "elsewhere": total_minutes(demos) - sum(slot.demo.minutes for slot in forms.slots),
        "times": times_used(event),
        **agenda_check(meeting, demos, is_familiar=True),
    }
    return event_page(request, "retros/reviews/agenda/edit.html", event, organizer, context)


def agenda_forms(
    data: Any, event: Event, meeting: ReviewMeeting | None, *, demos: list[Demo], page: Page[Demo], asked: str
) -> AgendaForms:
    """For the slots that were sent, or else for those on the page."""
    order = posted_order(data, [demo.topic_id for demo in demos])
    places = {topic: place for place, topic in enumerate(order)}
    sent = set(numbers(data, "order"))
    on_page = [demo for demo in demos if demo.topic_id in sent] or list(page)
    slots = demos_in_full(sorted(on_page, key=lambda demo: places[demo.topic_id]))
    return AgendaForms(
        form=MeetingForm(data, event=event, meeting=meeting),
        slots=slot_forms(data, event, slots),
        added=AddedDemoForm(data, event=event, asked=asked),
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


def where_to_go_on(event: Event, pressed: Any, order: list[int], page: int) -> str:
    """After moving, adding or removing a slot you carry on editing; after saving you are done."""
    if moved := [topic for topic in numbers(pressed, "up") + numbers(pressed, "down") if topic in order]:
        return edit_address(event, 1 + order.index(moved[0]) // TOPICS, f"slot-{moved[0]}")
    if pressed.get("topic"):
        return edit_address(event, 1 + len(order) // TOPICS, "slots")
    if "remove" in pressed:
        return edit_address(event, page, "slots")
    return reverse("agenda", args=[event.slug])


def edit_address(event: Event, page: int, place: str) -> str:
    query = {"page": page} if page > 1 else None
    return reverse("agenda-edit", args=[event.slug], query=query, fragment=place)


@sign_in_first
@post_only("agenda-edit", "slug")
def agenda_order(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the order the slots were dragged into, and return the new totals."""
    organizer = get_organizer(request, slug)
    meeting = get_object_or_404(ReviewMeeting, event=organizer.event)
    arrange(meeting, posted_order(request.POST, [demo.topic_id for demo in demos_in_short(meeting)]))
    context = {"meeting": meeting, **agenda_check(meeting, demos_in_short(meeting), is_familiar=True)}
    return render(request, "retros/reviews/agenda/_sum.html", context)
