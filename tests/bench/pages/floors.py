"""What the stack costs at least: the fields of our pages, plainly written.

A fair floor reads the same rows from the same database and shows the same of them, in the frame that every page has:
the header, the tabs and the stepper are what a page of the site is, and cost little. It shows **as many rows as our
page does**, which the bench counts there: against a hundred rows, a page of twenty would pass with anything in it.
What it leaves out is all that makes ours dear: models where values do, Markdown, filters, a template within a loop,
counts of other rows, forms, and rules. Signed in, it finds out who the visitor is, as ours does.
"""

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.access import find_attendee, get_event
from planning.people.models import Attendee
from planning.rest.pagination import Pages
from planning.teams.models import CheckIn, Membership
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, CountedTopic, Vote
from retros.nextsteps.models import NextStep
from retros.reviews.models import ReviewMeeting
from retros.wrapups.models import Report, WrapUp

bodies: dict[str, bytes] = {}


def pid(_request: HttpRequest) -> HttpResponse:
    """The process that serves the pages, so that it can be watched."""
    return HttpResponse(str(os.getpid()))


def memory(request: HttpRequest) -> HttpResponse:
    """The body of one of our pages, made once."""
    path = request.GET["path"]
    if path not in bodies:
        view, args, given = resolve(path)
        response: Any = view(request, *args, **given)
        bodies[path] = (response.render() if hasattr(response, "render") else response).content
    return HttpResponse(bodies[path])


def shown(request: HttpRequest, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return rows[: int(request.GET["rows"])]


def page(request: HttpRequest, template: str, event: Event, **rows: object) -> HttpResponse:
    frame = {"event": event, "attendee": find_attendee(request.user, event), "now": timezone.now(), "needs": ()}
    return render(request, f"bench/{template}.html", frame | rows)


def topics(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    rows = Topic.objects.filter(event=event, withdrawn_at=None).order_by("position", "pk")
    comments = Comment.objects.filter(topic=OuterRef("pk")).order_by().values("topic").annotate(number=Count("pk"))
    fields = ("slug", "emoji", "title", "track", "proposed_by__name", "continues__title", "continues__event__slug")
    found = rows.annotate(said=Subquery(comments.values("number"))).values(*fields, "said")
    tracks = rows.order_by().values("track").annotate(number=Count("pk"))
    return page(request, "topics", event, topics=shown(request, found), tracks=list(tracks))


def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """While voting is open: the turnout and a few topics; for someone with a seat, what they have done."""
    event = get_event(slug)
    rows = Topic.objects.filter(event=event, withdrawn_at=None).order_by("position", "pk")
    turnout = event.attendees.filter(cancelled_at=None, waiting_since=None).aggregate(cast=Count("ballot"))
    found = rows.values("slug", "emoji", "title", "track")
    own = done_by(request, event)
    return page(request, "overview", event, topics=shown(request, found), turnout=turnout, own=own, **facts_of(event))


def facts_of(event: Event) -> dict[str, object]:
    coming = event.attendees.filter(cancelled_at=None)
    return {
        "hosts": list(event.hosts.values("name", "url")),
        "organizations": list(event.organizations.values("name")),
        "people": coming.aggregate(seated=Count("pk", filter=Q(waiting_since=None)), all=Count("pk")),
        "review": ReviewMeeting.objects.filter(event=event).values("starts_at").first(),
        "wrap_up": WrapUp.objects.filter(event=event).values("published_on").first(),
    }


def done_by(request: HttpRequest, event: Event) -> Mapping[str, object] | None:
    if not request.user.is_authenticated:
        return None
    mine = Attendee.objects.filter(event=event, user=request.user.pk)
    return mine.values("name", "organization__name", "ballot__cast_at", "memberships__team__topic__title").first()


@login_required
def working(request: HttpRequest, slug: str) -> HttpResponse:
    """For organizers in the week: what is missing, counted; the teams, their people and their last words."""
    event = get_event(slug)
    teams = Topic.objects.filter(event=event).exclude(team=None)
    present = Membership.objects.filter(until=None, team__topic__event=event)
    seated = event.attendees.filter(cancelled_at=None, waiting_since=None)
    numbers = {
        "teams": teams.count(),
        "alone": seated.exclude(pk__in=present.values("attendee")).count(),
        "never": teams.filter(team__check_ins=None).count(),
        "unsaid": teams.filter(demo=None).count(),
        "dead": Message.objects.filter(state="dead").count(),
    }
    found = with_people(shown(request, teams.order_by("position", "pk").values("pk", "slug", "emoji", "title")))
    words = CheckIn.objects.filter(team__topic__in=[team["pk"] for team, _ in found])
    said = list(words.values("team", "written_at", "help_wanted", "mood"))
    own = done_by(request, event)
    return page(request, "working", event, teams=found, numbers=numbers, said=said, own=own, **facts_of(event))


def with_people(teams: "QuerySet[Any, Any]") -> list[tuple[Any, list[Any]]]:
    rows = list(teams)
    present = Membership.objects.filter(until=None, team__topic__in=[team["pk"] for team in rows])
    people: dict[int, list[Any]] = {team["pk"]: [] for team in rows}
    for member in present.values("team__topic", "attendee__name", "attendee__organization__name"):
        people[member["team__topic"]].append(member)
    return [(team, people[team["pk"]]) for team in rows]


def topic(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    event = get_event(slug)
    fields = ("pk", "emoji", "title", "track", "problem", "motivation", "benefits", "proposed_by__name", "proposed_at")
    found = Topic.objects.filter(event=event, slug=topic_slug).values(*fields).get()
    comments = Comment.objects.filter(topic=found["pk"]).values("author__name", "text", "written_at")
    return page(request, "topic", event, topic=found, comments=shown(request, comments))


@login_required
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    rows = Topic.objects.filter(event=event, withdrawn_at=None).order_by("position", "pk")
    found = rows.values("slug", "emoji", "title", "track")
    marked = Vote.objects.filter(ballot__attendee__user=request.user.pk, topic__event=event)
    chosen = set(marked.values_list("topic__slug", flat=True))
    return page(request, "ballot", event, topics=shown(request, found), marked=chosen)


@login_required
@transaction.atomic
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """The lock, the topics, the ballot, its old votes and its new ones: a statement for each."""
    mine = Attendee.objects.select_for_update(of=("self", "event")).select_related("event")
    attendee = mine.get(event__slug=slug, user=request.user.pk, cancelled_at=None, waiting_since=None)
    event, now = attendee.event, timezone.now()
    assert event.phase_at(now) is Phase.VOTING
    wanted = request.POST.getlist("topics")
    found = Topic.objects.filter(event=event, slug__in=wanted, withdrawn_at=None).exclude(track="discussion")
    topics = list(found.values_list("pk", flat=True))
    assert len(topics) == len(wanted) <= event.votes_per_ballot
    cast = Ballot(attendee=attendee, cast_at=now)
    Ballot.objects.bulk_create([cast], update_conflicts=True, unique_fields=["attendee"], update_fields=["cast_at"])
    Vote.objects.filter(ballot=cast.pk)._raw_delete("default")
    Vote.objects.bulk_create(Vote(ballot_id=cast.pk, topic_id=pk) for pk in topics)
    return redirect("floor-topics", slug)


def tally(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    lines = CountedTopic.objects.filter(tally__event=event, tally__set_aside_at=None).order_by("place")
    fields = ("rank", "votes", "slug", "title", "tally__ballots", "tally__electorate")
    return page(request, "tally", event, lines=shown(request, lines.values(*fields)))


@login_required
def teams(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    found = Topic.objects.filter(event=event).exclude(team=None).order_by("position", "pk")
    return page(
        request, "teams", event, teams=with_people(shown(request, found.values("pk", "slug", "emoji", "title")))
    )


def wrap_up(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    fields = ("topic", "topic__slug", "topic__emoji", "topic__title", "outcome", "achievements", "notes")
    rows = Report.objects.filter(topic__event=event).order_by("topic__position", "topic__pk").values(*fields)
    reports = list(shown(request, rows))
    steps: dict[int, list[Any]] = {report["topic"]: [] for report in reports}
    of_steps = ("topic", "text", "state", "due_on", "owner__name")
    for step in NextStep.objects.filter(topic__event=event).order_by("topic", "number").values(*of_steps):
        if step["topic"] in steps:
            steps[step["topic"]].append(step)
    return page(request, "wrap_up", event, reports=[(report, steps[report["topic"]]) for report in reports])


def home(request: HttpRequest) -> HttpResponse:
    fields = ("pk", "slug", "name", "starts_on", "ends_on", "wrap_up_due_at", "wrap_up__published_on")
    events = list(Event.objects.values(*fields)[: int(request.GET["rows"])])
    topics = Topic.objects.filter(event__in=[event["pk"] for event in events], withdrawn_at=None).order_by()
    outcomes = topics.values("event__slug", "report__outcome").annotate(number=Count("pk"))
    nearest = Event.objects.filter(wrap_up_due_at__gt=timezone.now()).order_by("slug")[0]
    achieved = Report.objects.filter(outcome="achieved").order_by("-topic__event__slug", "topic__position")
    unowned = NextStep.objects.filter(state="open", owner=None, owner_organization=None).order_by("-pk")
    of_topic = ("topic__slug", "topic__emoji", "topic__title", "topic__event__slug")
    found = {
        "now": timezone.now(),
        "nearest": nearest,
        "topics": nearest.topics.filter(withdrawn_at=None).count(),
        "people": nearest.attendees.filter(cancelled_at=None, waiting_since=None).count(),
        "events": events,
        "outcomes": list(outcomes),
        "results": list(achieved.values("achievements", *of_topic)[:3]),
        "ends": list(unowned.values("pk", "text", *of_topic)[:3]),
        "closings": list(closings()),
    }
    return render(request, "bench/home.html", found)


def closings() -> "QuerySet[NextStep, Any]":
    """How many steps of each event were closed on which day, for what became of them."""
    steps = NextStep.objects.order_by()
    return steps.values("topic__event__slug", "state", "closed_on").annotate(number=Count("pk"))


def next_steps(request: HttpRequest) -> HttpResponse:
    steps = NextStep.objects.filter(state="open").order_by("-topic__event__slug", "topic__position", "number")
    fields = ("pk", "text", "state", "due_on", "owner__name", "topic__title", "topic__slug", "topic__event__slug")
    today = timezone.localdate()
    views = NextStep.objects.aggregate(
        open=Count("pk", filter=Q(state="open")),
        overdue=Count("pk", filter=Q(state="open", due_on__lt=today)),
        unowned=Count("pk", filter=Q(state="open", owner=None, owner_organization=None)),
    )
    events = list(Event.objects.values("slug", "name"))
    curve = " ".join(f"{place},{closing['number']}" for place, closing in enumerate(closings()))
    found = {"views": views, "events": events, "curve": curve}
    return render(request, "bench/next_steps.html", found | {"steps": shown(request, steps.values(*fields))})


def of_person(whose: str) -> tuple[str, ...]:
    """What the API shows of someone, and the event by which it knows whether it may."""
    return tuple(f"{whose}__{name}" for name in ("pk", "name", "github", "organization__name", "event"))


class Topics(APIView):
    """The list of the API by `values()`, through the same throttle and paging."""

    schema = None
    ordering = ("position", "pk")
    fields = ("pk", "position", "slug", "emoji", "title", "track", "problem", "motivation", "benefits")
    related = (
        "proposed_at",
        "withdrawn_at",
        "event__slug",
        "continues__slug",
        "continues__event__slug",
        *of_person("proposed_by"),
    )

    def get(self, request: Request, slug: str) -> Response:
        return paged(self, request, Topic.objects.filter(event=get_event(slug)))


class NextSteps(APIView):
    schema = None
    ordering = ("due", "pk")
    fields = ("pk", "id", "number", "text", "due_on", "state", "closed_on", "closing_note", "due")
    related = (
        *of_person("owner"),
        *("topic__slug", "topic__event__slug", "owner_organization__name", "moved_to__slug", "moved_to__event__slug"),
    )

    def get(self, request: Request) -> Response:
        return paged(self, request, NextStep.objects.annotate(due=Coalesce("due_on", Value(date.max))))


def paged(view: Topics | NextSteps, request: Request, rows: "QuerySet[Any, Any]") -> Response:
    pages = Pages()
    found = rows.values(*view.fields, *view.related)
    return pages.get_paginated_response(pages.paginate_queryset(found, request, view) or [])
