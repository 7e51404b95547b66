"""Who may see a team, and speak for it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from planning.people.access import get_attendee, get_insider
from planning.people.models import Attendee
from planning.teams.models import Team
from planning.topics.access import get_topic
from planning.topics.models import Topic


def get_team(request: HttpRequest | Request, slug: str, topic_slug: str) -> tuple[Attendee, Team]:
    """Return the visitor and a team at their event. Outsiders get a 404."""
    attendee = get_insider(request, slug)
    return attendee, get_object_or_404(Team.objects.of(attendee.event), topic__slug=topic_slug)


def get_own_team(request: HttpRequest | Request, slug: str, topic_slug: str) -> tuple[Attendee, Team]:
    """Return a team the visitor can check in for: their own, or any for an organizer."""
    get_attendee(request, slug)  # check-ins are signed: an admin without a seat cannot
    attendee, team = get_team(request, slug, topic_slug)
    is_member = any(member.attendee_id == attendee.pk for member in team.present)
    if not (is_member or attendee.is_organizer):
        raise PermissionDenied("Only members of the team, and the organizers, can check in for it.")
    return attendee, team


def get_topic_to_speak_for(
    request: HttpRequest | Request, slug: str, topic_slug: str, *, refusal: str
) -> tuple[Attendee, Topic]:
    """Return the visitor and a topic they may speak for: its team, past members too, and the organizers."""
    attendee = get_insider(request, slug)
    topic = get_topic(slug, topic_slug)
    if not speaks_for(attendee, topic):
        raise PermissionDenied(refusal)
    return attendee, topic


def speaks_for(attendee: Attendee | None, topic: Topic) -> bool:
    """Whether the visitor may say what came of a topic: its team, including past members, and the organizers."""
    if attendee is None or attendee.waiting_since:
        return False
    return attendee.is_organizer or attendee.memberships.filter(team__topic=topic).exists()
