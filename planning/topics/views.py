from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.events.models import Event
from planning.paging import LAST, page_of
from planning.people.access import find_insider, find_place, get_attendee, get_event, seat_of
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept, unsent
from planning.topics.access import get_own_topic, get_topic, get_topic_to_show
from planning.topics.board import board_of
from planning.topics.comments import CommentRejected, comment
from planning.topics.forms import CommentForm, TopicForm
from planning.topics.lineage import trace
from planning.topics.models import LINK, Comment, Topic
from planning.topics.proposals import (
    ProposalRejected,
    becomes_of_it,
    bring_back,
    can_be_changed,
    can_be_withdrawn,
    change_topic,
    propose,
    takes_topics,
    withdraw,
)

SHOWN = ("pk", "text", "written_at", "edited_at", "taken_down_at", "taken_down_because", "author", "author__name")
"""Of a comment. Its text once it is taken down, and why that is, are for its author and the organizers."""

LOOK = "look"
"""The button that looks for topics like the one in the form, and with a topic as its value the one that chooses it."""


@kept_for_visitors(page=FIRST_PAGES, track=Topic.Track.values, order=["proposal"])
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    event, now = get_event(slug), timezone.now()
    place = find_place(request.user, slug)
    attendee = seat_of(place)
    is_seated = attendee is not None and not attendee.waiting_since
    context = {
        **board_of(request, event, now=now),
        "own_place": place,
        "is_seated": is_seated,
        "can_propose": is_seated and takes_topics(event, now),
        "can_import": is_seated and attendee is not None and attendee.is_organizer and takes_topics(event, now),
    }
    return event_page(request, "planning/topics/topics.html", event, attendee, context, now=now)


@sign_in_first
def topic_new(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    event, now = attendee.event, timezone.now()
    form = topic_form(request, event)
    if is_sent(request, form):
        try:
            topic = propose(attendee, form.proposal, clock=timezone.now)
        except ProposalRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, f"Your topic is in. {becomes_of_it(event, now)}".strip())
            return redirect(topic)
    context = {
        "form": form,
        "title": "Propose a topic",
        "submit": "Propose it",
        "back": reverse("topics", args=[slug]),
        "is_open": takes_topics(event, now),
        "becomes_of_it": becomes_of_it(event, now),
    }
    return event_page(request, "planning/topics/form.html", event, attendee, context, now=now)


def topic_form(request: HttpRequest, event: Event, topic: Topic | None = None) -> TopicForm:
    """With what was typed. Whoever only looks for topics like it, or chooses one, sends nothing yet."""
    if LOOK not in request.POST:
        return TopicForm(posted_or_kept(request), instance=topic, event=event)
    typed = request.POST.dict()
    if chosen := typed[LOOK]:
        typed["continues"] = chosen
    return TopicForm(initial=typed, instance=topic, event=event)


@sign_in_first
def topic_edit(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    topic = get_own_topic(request, slug, topic_slug)
    form = topic_form(request, topic.event, topic)
    if is_sent(request, form):
        try:
            change_topic(topic, form.proposal, clock=timezone.now)
        except ProposalRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The topic has been changed.")
            return redirect(topic)
    context = {
        "form": form,
        "title": "Edit the topic",
        "back": topic.get_absolute_url(),
        "is_open": True,
    }
    attendee = find_insider(request.user, topic.event)
    return event_page(request, "planning/topics/form.html", topic.event, attendee, context)


@sign_in_first
def topic_withdraw(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    topic = get_own_topic(request, slug, topic_slug)
    rejection = None
    if request.method == "POST":
        try:
            withdraw(topic, clock=timezone.now)
        except ProposalRejected as rejected:
            rejection = str(rejected)
        else:
            messages.success(request, "The topic has been withdrawn. Its page stays, with its comments.")
            return redirect("topics", slug)
    attendee = find_insider(request.user, topic.event)
    context = {"topic": topic, "rejection": rejection}
    return event_page(request, "planning/topics/withdraw.html", topic.event, attendee, context)


@sign_in_first
@post_only("topic", "slug", "topic_slug")
def topic_bring_back(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    topic = get_own_topic(request, slug, topic_slug)
    try:
        bring_back(topic, clock=timezone.now)
    except ProposalRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, "The topic is back on the board. Votes for it count again.")
    return redirect(topic)


@kept_for_visitors(page=FIRST_PAGES)
def topic(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    kept = unsent(request, reverse("topic-comment", args=[slug, topic_slug])).dict()
    return topic_page(request, slug, topic_slug, CommentForm(initial=kept))


def topic_page(request: HttpRequest, slug: str, topic_slug: str, form: CommentForm) -> HttpResponse:
    topic, now = get_topic_to_show(slug, topic_slug), timezone.now()
    attendee = find_insider(request.user, topic.event)
    is_theirs = attendee is not None and (attendee.is_organizer or topic.proposed_by_id == attendee.pk)
    context = {
        "topic": topic,
        "benefits": [line.strip() for line in topic.benefits.splitlines() if line.strip()],
        "page": comments_of(topic, request, count=topic.comment_count),
        "form": form,
        "unsent": form.initial,
        "is_seated": attendee is not None and bool(attendee.pk) and not attendee.waiting_since,
        "can_edit": is_theirs and can_be_changed(topic, now),
        "is_late": not topic.is_withdrawn and topic.track != Topic.Track.DISCUSSION and not topic.is_on_ballot,
        "can_withdraw": is_theirs and not topic.is_withdrawn and can_be_withdrawn(topic, now),
        "can_bring_back": is_theirs and topic.is_withdrawn and can_be_withdrawn(topic, now),
        **lineage_context(topic),
    }
    return event_page(request, "planning/topics/topic.html", topic.event, attendee, context, now=now)


def comments_of(topic: Topic, request: HttpRequest, *, count: int | None = None) -> Page[Any]:
    """The latest ones, unless another page is asked for."""
    comments: QuerySet[Comment, Any] = Comment.objects.filter(topic=topic.pk)
    return page_of(request, comments.values(*SHOWN), first=LAST, count=count)


def lineage_context(topic: Topic) -> dict[str, object]:
    """The picture of a topic and those it continues or is continued by; empty if there are none."""
    if not (topic.continues_id or topic.is_continued):
        return {}
    family = Topic.objects.family_of(topic).select_related("event").only("continues", *LINK)
    related = {relative.pk: relative for relative in family}
    continues = {pk: relative.continues_id for pk, relative in related.items() if relative.continues_id}
    lineage = trace(topic.pk, {pk: relative.event.slug for pk, relative in related.items()}, continues)
    return {
        "lineage": lineage,
        "family": [(spot, related[spot.topic]) for spot in lineage.spots],
        "descent": [(related[link.earlier.topic], related[link.later.topic]) for link in lineage.links],
    }


@sign_in_first
@post_only("topic", "slug", "topic_slug", fragment="comments")
def topic_comment(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    topic = get_topic(slug, topic_slug)
    form = CommentForm(request.POST)
    is_written = write_comment(attendee, topic, form)
    if "HX-Request" in request.headers:
        context = {
            "event": topic.event,
            "attendee": find_insider(request.user, topic.event),
            "topic": topic,
            "is_seated": True,
            "page": comments_of(topic, request),
            "form": CommentForm() if is_written else form,
        }
        return render(request, "planning/topics/_comments.html", context)
    return (
        redirect(f"{topic.get_absolute_url()}#comments") if is_written else topic_page(request, slug, topic_slug, form)
    )


def write_comment(attendee: Attendee, topic: Topic, form: CommentForm) -> bool:
    """Whether it is written. If not, the form says why, and keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        comment(attendee, topic, form.cleaned_data["text"], now=timezone.now())
    except CommentRejected as rejection:
        form.add_error(None, str(rejection))
        return False
    return True
