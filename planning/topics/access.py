"""Who may read and change a topic."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from planning.people.access import get_insider, get_organizer
from planning.topics.models import Comment, Topic


def get_topic(slug: str, topic_slug: str) -> Topic:
    """Return the topic. Anyone can read it."""
    if "\x00" in slug + topic_slug:  # as a form may name it; PostgreSQL would take it for an error
        raise Http404("There is no such topic.")
    topics = Topic.objects.select_related("event", "proposed_by__organization", "continues__event")
    return get_object_or_404(topics, event__slug=slug, slug=topic_slug)


def get_topic_to_show(slug: str, topic_slug: str) -> Topic:
    """As above, with what its page counts."""
    related = Topic.objects.select_related("event", "proposed_by__organization", "imported")
    topics = related.with_comment_count().with_followers()
    return get_object_or_404(topics, event__slug=slug, slug=topic_slug)


def get_own_topic(request: HttpRequest | Request, slug: str, topic_slug: str) -> Topic:
    """Return a topic to change: for the person who proposed it, and the organizers."""
    attendee = get_insider(request, slug)
    topic = get_topic(slug, topic_slug)
    if not (attendee.is_organizer or topic.proposed_by_id == attendee.pk):
        raise PermissionDenied("Only the person who proposed the topic, and the organizers, can change it.")
    return topic


def get_comment(slug: str, topic_slug: str, pk: int) -> Comment:
    """Return the comment, with its topic as above."""
    topic = get_topic(slug, topic_slug)
    comment = get_object_or_404(Comment.objects.select_related("author__organization"), topic=topic, pk=pk)
    comment.topic = topic
    return comment


def get_own_comment(request: HttpRequest | Request, slug: str, topic_slug: str, pk: int) -> Comment:
    """Return a comment to edit or take back: for who wrote it alone."""
    attendee = get_insider(request, slug)
    comment = get_comment(slug, topic_slug, pk)
    if comment.author_id != attendee.pk:
        raise PermissionDenied("Only the person who wrote the comment can change it.")
    return comment


def get_comment_to_take_down(request: HttpRequest | Request, slug: str, topic_slug: str, pk: int) -> Comment:
    """For organizers of its event."""
    get_organizer(request, slug)
    return get_comment(slug, topic_slug, pk)
