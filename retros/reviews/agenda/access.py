"""Who may say what a topic shows in the review meeting."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rest_framework.request import Request

from planning.people.access import get_insider
from planning.people.models import Attendee
from planning.teams.access import speaks_for
from planning.topics.access import get_topic
from planning.topics.models import Topic


def get_topic_to_show(request: HttpRequest | Request, slug: str, topic_slug: str) -> tuple[Attendee, Topic]:
    """Return the visitor and a topic they may speak for: its team, past members too, and the organizers."""
    attendee = get_insider(request, slug)
    topic = get_topic(slug, topic_slug)
    if not speaks_for(attendee, topic):
        raise PermissionDenied("Only the topic's team and the organizers can say what it shows.")
    return attendee, topic
