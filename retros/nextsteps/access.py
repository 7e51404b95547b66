"""Who may see and change a next step. Open ends belong to the whole community: anyone may read them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from planning.events.models import Event
from planning.people.access import as_user, find_attendee
from planning.people.models import Attendee, User
from planning.teams.models import Membership
from retros.nextsteps.lines import StepLine
from retros.nextsteps.models import NextStep

grounds: list[Callable[[User], Q]] = []
"""For what else a person may change steps, as later rooms know it."""


def get_step(pk: int) -> NextStep:
    return get_object_or_404(NextStep.objects.with_owner(), pk=pk)


def get_own_step(request: HttpRequest | Request, pk: int) -> tuple[User, NextStep]:
    """Return the visitor and a step they may close.

    Allowed: its owner, people from the owning organization who were there, its team, organizers of its event or later,
    those of an earlier one who were asked instead, and admins.
    """
    step = get_step(pk)
    if not may_change(request.user, step):
        raise PermissionDenied("Only the step's owner, its team and the organizers can change it.")
    return as_user(request), step


def get_step_to_take(request: HttpRequest | Request, pk: int) -> tuple[Attendee, NextStep]:
    """Return a step without an owner, and the visitor's seat: at the step's own event if they had one, or the latest.

    Anyone who came to an event may take it.
    """
    step = get_step(pk)
    attendee = find_seat(request.user, step.topic.event) or latest_attendance(request.user)
    if attendee is None:
        raise PermissionDenied("Register for an event first: owners are members of the community.")
    if step.owner or step.owner_organization:
        raise PermissionDenied(f"{step.owner_name} owns this step. Ask them to hand it over.")
    return attendee, step


def may_change(user: User | AnonymousUser, step: NextStep) -> bool:
    return step.pk in changeable(user, [step])


def changeable(user: User | AnonymousUser, steps: Iterable[NextStep | StepLine]) -> set[int]:
    """Return the ids of the steps the visitor may change: one query, however many steps."""
    if not isinstance(user, User):
        return set()
    among = NextStep.objects.filter(pk__in=[step.pk for step in steps])
    return set(among.filter(theirs_to_change(user)).order_by().values_list("pk", flat=True))


def theirs_to_change(user: User | AnonymousUser) -> Q:
    if not isinstance(user, User):
        return Q(pk__in=[])
    if user.is_superuser:
        return Q()
    seats = user.attendances.admitted()
    worked_on = Membership.objects.filter(attendee__in=seats.values("pk")).values("team__topic")
    # Only with a seat at the step's own event: the organization is free text, and later anyone could enter it.
    of_the_owner = seats.filter(event=OuterRef("topic__event"), organization=OuterRef("owner_organization"))
    theirs = (
        Q(owner__user=user)
        | Q(topic__in=worked_on)
        | Q(topic__event__slug__lte=last_organized(user))
        | Q(Exists(of_the_owner))
    )
    for ground in grounds:
        theirs |= ground(user)
    return theirs


def events_to_change(user: User) -> QuerySet[Event]:
    """Those of which the user may change every step."""
    return Event.objects.all() if user.is_superuser else Event.objects.filter(slug__lte=last_organized(user))


def last_organized(user: User) -> QuerySet[Attendee, Any]:
    """The month of the latest event that the user organizes."""
    return user.attendances.inside().organizers().order_by("-event__slug").values("event__slug")[:1]


def find_seat(user: User | AnonymousUser, event: Event) -> Attendee | None:
    """Return the visitor's seat at the event, unless they are on the waiting list."""
    attendee = find_attendee(user, event)
    return None if attendee is None or attendee.waiting_since else attendee


def latest_attendance(user: User | AnonymousUser) -> Attendee | None:
    if not isinstance(user, User):
        return None
    return user.attendances.admitted().select_related("event").order_by("-event__slug").first()
