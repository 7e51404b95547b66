"""Who may say what a topic shows in the review meeting."""

from django.http import HttpRequest
from rest_framework.request import Request

from planning.people.models import Attendee
from planning.teams.access import get_topic_to_speak_for
from planning.topics.models import Topic


def get_topic_to_plan_for(request: HttpRequest | Request, slug: str, topic_slug: str) -> tuple[Attendee, Topic]:
    refusal = "Only the topic's team and the organizers can say what it shows."
    return get_topic_to_speak_for(request, slug, topic_slug, refusal=refusal)
