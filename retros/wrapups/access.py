"""Who may write a topic's report, and read a wrap-up before it is published."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from rest_framework.request import Request

from planning.events.models import Event
from planning.people.access import as_user, get_organizer
from planning.people.models import Attendee, User
from planning.teams.access import get_topic_to_speak_for
from planning.topics.models import Topic
from retros.wrapups.models import WrapUp


def get_topic_to_report(request: HttpRequest | Request, slug: str, topic_slug: str) -> tuple[Attendee, Topic]:
    refusal = "Only the topic's team and the organizers can write its report."
    return get_topic_to_speak_for(request, slug, topic_slug, refusal=refusal)


def readable_wrap_ups(user: User | AnonymousUser) -> QuerySet[WrapUp]:
    """Return what is published, and the drafts of the events the visitor organizes; all for an admin."""
    published = Q(published_on__isnull=False) | Q(event__wrap_up_due_at=None)  # as in WrapUp.is_published
    if not isinstance(user, User):
        return WrapUp.objects.filter(published)
    if user.is_superuser:
        return WrapUp.objects.all()
    organized = user.attendances.organizers().values("event")
    return WrapUp.objects.filter(published | Q(event__in=organized))


def get_importer(request: HttpRequest | Request) -> User:
    """Return the visitor if they may import any event's wrap-up. Long texts from others are not even read."""
    user = as_user(request)
    if not (user.has_perm("planning.add_event") or user.attendances.organizers().exists()):
        raise PermissionDenied("Only organizers, and people who may plan events, can import a wrap-up.")
    return user


def get_importer_of(request: HttpRequest | Request, month: str) -> User:
    """Return the visitor if they may import that month's wrap-up: event planners any, organizers their own."""
    user = as_user(request)
    if user.has_perm("planning.add_event"):
        return user
    if not Event.objects.filter(slug=month).exists():
        raise PermissionDenied(f"There's no event for {month} yet. To plan one, ask an admin for permission.")
    get_organizer(request, month)
    return user
