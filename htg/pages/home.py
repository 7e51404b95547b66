from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from htg.pages.harvest import funnel, group_steps, harvests_of
from htg.pages.settled import MOST, load_settled
from htg.pages.standing import standing_of
from htg.pages.what_now import what_now
from planning.caching.pages import kept_for_visitors
from planning.events.models import Event
from planning.paging import page_of
from planning.people.access import find_attendee
from retros.nextsteps.models import NextStep
from retros.wrapups.publishing.lag import lag_bars


@kept_for_visitors()
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    running = list(Event.objects.running(now))
    past = page_of(request, Event.objects.closed(now))
    groups = group_steps(NextStep.objects.all())
    context: dict[str, object] = {
        "now": now,
        "nearest": None,
        "later": running[1:],
        "page": past,
        "past": harvests_of(list(past), groups),
        "funnel": funnel(groups),
        "settled": load_settled(groups, today=timezone.localdate(now)),
        "lags": lag_bars(now=now)[-MOST:],
        "may_plan": request.user.has_perm("planning.add_event"),
    }
    if running:
        nearest = running[0]
        attendee = find_attendee(request.user, nearest)
        standing = standing_of(nearest, attendee, is_signed_in=request.user.is_authenticated, now=now)
        context |= {"nearest": nearest, "attendee": attendee, "action": what_now(standing)}
    return render(request, "home.html", context)
