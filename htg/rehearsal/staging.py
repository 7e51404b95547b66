"""The event before its first chapter: made up, or a copy of one that is planned."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model
from django.utils.text import slugify

from htg.rehearsal.cast import CastMember
from htg.rehearsal.moments import on
from htg.rehearsal.play import BRAINSTORM
from planning.events.deadlines import usual_deadlines
from planning.events.models import Event, Organization
from planning.people.hosting.planning import plan_event
from planning.people.models import Attendee, User
from planning.topics.models import Topic
from retros.nextsteps.models import FollowUp

Row = TypeVar("Row", bound=Model)


def made_up_event(organizer: CastMember, *, seats: int) -> Event:
    """A week in the spring of 2027."""
    week = on(date(2027, 5, 24), hour=10), on(date(2027, 5, 28), hour=15)
    return plan_week(organizer, *week, seats=seats)


def plan_week(
    organizer: CastMember, starts_at: datetime, ends_at: datetime, *, seats: int, **others: datetime
) -> Event:
    """An event like the community's own, with the usual deadlines unless others are given."""
    deadlines = usual_deadlines(starts_at, ends_at) | others
    event = Event(
        slug=f"{starts_at:%Y-%m}",
        name=f"Hack The Garden {starts_at:%m/%Y}",
        venue="Kräuterhof, Musterwald",
        starts_at=starts_at,
        ends_at=ends_at,
        seats=seats,
        **deadlines,
    )
    make_organizer(event, organizer, now=deadlines["voting_opens_at"] - BRAINSTORM)
    event.hosts.add(organization(organizer))
    return event


def make_organizer(event: Event, person: CastMember, *, now: datetime) -> Attendee:
    """The person plans the event, and has the first seat."""
    place = plan_event(event, host=account(person), now=now)
    place.github, place.organization = person.github, organization(person)
    place.save(update_fields=["github", "folded_github", "organization"])
    return place


def account(person: CastMember) -> User:
    known = User.objects.filter(email=person.email).first()
    return known or User.objects.create_user(person.email, first_name=person.first_name, last_name=person.last_name)


def organization(person: CastMember) -> Organization:
    return Organization.objects.get_or_create(name=person.organization)[0]


class PlanRefused(Exception):
    """An event that cannot be rehearsed. The text is for the person."""


@dataclass(frozen=True)
class PlannedEvent:
    """An event as it is in the real database, loaded in full: the scratch database cannot look anything up."""

    event: Event
    hosts: tuple[Organization, ...]
    organizations: tuple[Organization, ...]
    attendees: tuple[Attendee, ...]
    topics: tuple[Topic, ...]
    follow_up: FollowUp | None

    @classmethod
    def load(cls, slug: str) -> "PlannedEvent":
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise PlanRefused(f"There is no event {slug}. An event is known by its month, like 2026-12.")
        if event.voting_opens_at is None:  # then it has none of the four around the week
            raise PlanRefused(f"{event} ({slug}) has no deadlines to rehearse. Only an event planned here has them.")
        return cls(
            event=event,
            hosts=tuple(event.hosts.all()),
            organizations=tuple(event.organizations.all()),
            attendees=tuple(event.attendees.select_related("user", "organization").order_by("pk")),
            topics=tuple(event.topics.order_by("position", "pk")),
            follow_up=FollowUp.objects.filter(event=event).first(),
        )


def restage(planned: PlannedEvent, stand_in: CastMember) -> Event:
    """Copy the event. No one keeps their address; if no one organizes it yet, the stand-in does."""
    event = twin(planned.event)
    event.hosts.set([same(host) for host in planned.hosts])
    event.organizations.set([same(organization) for organization in planned.organizations])
    if planned.follow_up:
        twin(planned.follow_up, event=event)
    places = {attendee.pk: restage_attendee(attendee, event) for attendee in planned.attendees}
    for topic in planned.topics:
        proposed_by = places.get(topic.proposed_by_id) if topic.proposed_by_id else None
        twin(topic, event=event, proposed_by=proposed_by, continues=None)
    if not event.attendees.organizers().exists():
        event.attendees.create(
            user=account(stand_in),
            name=stand_in.name,
            github=stand_in.github,
            organization=organization(stand_in),
            role=Attendee.Role.ORGANIZER,
        )
    return event


def restage_attendee(attendee: Attendee, event: Event) -> Attendee:
    first_name, _, last_name = attendee.name.rpartition(" ")
    user = User.objects.create_user(
        f"{slugify(attendee.name) or 'attendee'}-{attendee.pk}@example.org", first_name=first_name, last_name=last_name
    )
    organization = same(attendee.organization) if attendee.organization else None
    return twin(attendee, event=event, user=user, organization=organization)


def same(organization: Organization) -> Organization:
    return Organization.objects.get_or_create(name=organization.name, defaults={"url": organization.url})[0]


def twin(row: Row, **changes: object) -> Row:
    """A new row like this one."""
    new = copy(row)
    new.pk = None
    new._state.adding = True
    for field, value in changes.items():
        setattr(new, field, value)
    new.save()
    return new
