from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from htg.pages.bed import load_bed
from htg.pages.harvest import StatesByEvent, harvests_of, states_of, step_bars
from htg.pages.results import FEW, load_results
from htg.pages.standing import standing_of
from htg.pages.what_now import what_now
from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.caching.values import kept_value
from planning.charts.bars import Bar
from planning.events.models import Event
from planning.paging import page_of, start_of
from planning.people.access import find_attendee
from retros.nextsteps.charts.counting import all_events, groups_of
from retros.nextsteps.models import DUE, NextStep, NextStepQuerySet


@dataclass(frozen=True)
class StepFigures:
    """What the page says of the next steps of all events, for everyone alike."""

    states: StatesByEvent
    bars: tuple[Bar, ...]


def step_figures() -> StepFigures:
    groups = groups_of(all_events())
    return StepFigures(states_of(groups), step_bars(groups))


@kept_for_visitors(page=FIRST_PAGES)
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    running = list(Event.objects.running(now))
    past = page_of(request, Event.objects.closed(now).only("slug", "name"))
    figures = kept_value("steps", step_figures)
    harvests = harvests_of(list(past), figures.states)
    context: dict[str, object] = {
        "now": now,
        "nearest": None,
        "later": running[1:],
        "page": past,
        "past": harvests,
        "ends": start_of(ends_without_owner(), FEW).rows,
        "steps": figures.bars,
        "may_plan": request.user.has_perm("planning.add_event"),
    }
    if past.number == 1:  # who reads on looks for an event
        context |= {"bed": load_bed(harvests, are_all=not past.has_next()), "results": load_results(harvests)}
    if running:
        nearest = running[0]
        attendee = find_attendee(request.user, nearest)
        standing = standing_of(nearest, attendee, is_signed_in=request.user.is_authenticated, now=now)
        context |= {"nearest": nearest, "attendee": attendee, "action": what_now(standing)} | to_come_to(nearest)
    return render(request, "home.html", context)


def ends_without_owner() -> NextStepQuerySet:
    """Those without a date first, the newest of them on top: as the index has them, however many there are."""
    unowned = NextStep.objects.open().unowned().order_by(DUE.desc(), "-pk")
    return unowned.select_related("topic__event").only("text", "topic__emoji", "topic__title", "topic__event__slug")


def to_come_to(event: Event) -> dict[str, object]:
    """What there is to come along to."""
    coming = event.attendees.admitted().count()
    free = max(event.seats - coming, 0) if event.seats else 0
    return {"topics": event.topics.standing().count(), "coming": coming, "free": free}
