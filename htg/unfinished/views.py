from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from htg.unfinished.taking_up import left_open, take_up
from planning.events.models import Event
from planning.paging import page_of
from planning.people.access import as_user, familiar, get_attendee
from planning.people.models import Attendee
from planning.people.pages import event_page, post_only, sign_in_first
from planning.topics.models import LINK, Topic
from planning.topics.proposals import ProposalRejected, takes_topics
from retros.nextsteps.lines import StepLine, StepLines
from retros.nextsteps.models import NextStep


@sign_in_first
def unfinished(request: HttpRequest, slug: str) -> HttpResponse:
    """Open ends of earlier events, each to be proposed with one tap."""
    attendee = get_attendee(request, slug)
    event, now = attendee.event, timezone.now()
    page = page_of(request, left_open(event).values_list("pk", flat=True))
    lines = StepLines(familiar=familiar(request.user), today=timezone.localdate(now)).of(page.object_list)
    context = {"page": page, "rows": with_followers(lines, event), "is_open": takes_topics(event, now)}
    return event_page(request, "unfinished/unfinished.html", event, attendee, context, now=now)


def with_followers(lines: list[StepLine], event: Event) -> list[tuple[StepLine, list[Topic]]]:
    """Each step with the topics of this event that carry its own on: two queries."""
    steps = NextStep.objects.filter(pk__in=[line.pk for line in lines])
    topic_of = dict(steps.order_by().values_list("pk", "topic"))
    carried_on = event.topics.standing().filter(continues__in=set(topic_of.values())).select_related("event")
    followers: dict[int, list[Topic]] = {}
    for topic in carried_on.only("continues", *LINK):
        followers.setdefault(topic.continues_id or 0, []).append(topic)
    return [(line, followers.get(topic_of[line.pk], [])) for line in lines]


@sign_in_first
@post_only("unfinished", "slug")
def unfinished_propose(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    attendee: Attendee = get_attendee(request, slug)
    step = get_object_or_404(NextStep.objects.select_related("topic__event"), pk=pk)
    try:
        topic = take_up(step, attendee, by=as_user(request), clock=timezone.now)
    except ProposalRejected as rejection:
        messages.error(request, str(rejection))
        return redirect("unfinished", slug)
    moved = NextStep.objects.filter(pk=pk, moved_to=topic).exists()
    said = "The step has moved into it." if moved else "The step stays open: its owner can move it here."
    messages.success(request, f"Your topic is in. {said}")
    return redirect(topic)
