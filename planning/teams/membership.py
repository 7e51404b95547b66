"""Putting people into teams, and letting them switch during the week."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest
from django.template.defaultfilters import pluralize

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.outbox.posting import post
from planning.people.models import Attendee, AttendeeQuerySet
from planning.rejection import Rejected
from planning.teams.models import Membership, MembershipQuerySet, Team
from planning.topics.models import Topic

MOST_TOLD = 50
"""People of a team who get a mail about one change."""

TEAMWORK = {Phase.TEAM_FORMATION, Phase.HACKING}


class TeamRejected(Rejected):
    """A team that cannot be formed, joined or spoken for."""


def without_team(event: Event) -> AttendeeQuerySet:
    """People with a seat who are in no team at the moment."""
    return event.attendees.admitted().filter(~Exists(Membership.objects.present().filter(attendee=OuterRef("pk"))))


@transaction.atomic
def join_team(attendee: Attendee, topic: Topic, *, by: Attendee | None = None, clock: Clock) -> Membership:
    """Move a person to the topic's team, which is formed if this is its first member. They leave their current team.

    Only an organizer can put someone into a full team; that person gets a mail.
    """
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    if event.phase_at(now) not in TEAMWORK:
        raise TeamRejected("Teams can be joined from the end of voting until the week ends.")
    if topic.event_id != event.pk or topic.is_withdrawn:
        raise TeamRejected(f"“{plain(str(topic))}” isn’t being worked on at {event}.")
    attendee = Attendee.objects.get(pk=attendee.pk)  # they may have cancelled meanwhile
    if attendee.cancelled_at:
        raise TeamRejected("You gave up your seat. Register again to join a team.")
    if attendee.waiting_since:
        raise TeamRejected("You’re on the waiting list. You can join a team once you have a seat.")
    team, _ = Team.objects.get_or_create(topic=topic, defaults={"formed_at": now})
    present = attendee.memberships.present()
    if stay := present.filter(team=team).first():
        return stay
    if team.is_full() and not (by or attendee).is_organizer:
        raise TeamRejected(full(topic, event))
    stay = move(attendee, team, event, now=now)
    if by and by.pk != attendee.pk:
        announce_stay(stay, event, now=now)
    return stay


def move(attendee: Attendee, team: Team, event: Event, *, now: datetime) -> Membership:
    """End the person's stay, begin another, and during the week tell those they leave and those they come to."""
    present = attendee.memberships.present()
    left = present.select_related("team__topic").first()
    end_stays(present, now=now)
    stay = Membership.objects.create(team=team, attendee=attendee, since=now)
    if event.phase_at(now) is Phase.HACKING:
        came = f"{attendee} has joined your team"
        tell_team(stay, team, f"{came} from “{plain(str(left.team))}”." if left else f"{came}.", now=now)
        if left:
            tell_team(stay, left.team, f"{attendee} has switched to “{plain(str(team))}”.", now=now)
    return stay


def tell_team(stay: Membership, team: Team, news: str, *, now: datetime) -> None:
    """Everyone else in it who can be written to."""
    others = team.memberships.present().exclude(attendee__user=None).exclude(attendee=stay.attendee_id)
    for member in others.select_related("attendee__user")[:MOST_TOLD]:
        post(
            key=f"switch/{stay.pk}/{member.pk}",
            to=member.attendee.email,
            subject=f"News of your team: {plain(str(team))}",
            text=f"Hello {member.attendee.name},\n\n{news}\n\n{settings.SITE_URL}{team.get_absolute_url()}\n",
            now=now,
        )


@transaction.atomic
def hand_over_lead(by: Attendee, team: Team, to: Attendee | None, *, clock: Clock) -> Team:
    """Make one of its people the lead. The lead and the organizers do so; where nobody leads, anyone in the team."""
    event = Event.objects.select_for_update().get(pk=by.event_id)
    if event.phase_at(clock()) not in TEAMWORK:
        raise TeamRejected("A team’s lead can be changed until the week ends.")
    team = Team.objects.select_related("topic__event").get(pk=team.pk)
    people = set(team.memberships.present().values_list("attendee", flat=True))
    if not (by.is_organizer or team.lead_id == by.pk or (team.lead_id is None and by.pk in people)):
        raise TeamRejected("Only the team’s lead and the organizers can hand it over.")
    if to and to.pk not in people:
        raise TeamRejected("Only one of the people in the team can be its lead.")
    team.lead = to
    team.save(update_fields=["lead"])
    return team


def full(topic: Topic, event: Event) -> str:
    most = f"{event.team_size_max} {pluralize(event.team_size_max, 'person,people')}"
    return (
        f"The team of “{plain(str(topic))}” is full: {most} at most. "
        "Join another team, or ask an organizer, who can put you in."
    )


def announce_stay(stay: Membership, event: Event, *, now: datetime) -> None:
    if not stay.attendee.email:
        return
    topic = plain(str(stay.team.topic))
    post(
        key=f"team/{stay.team_id}/{stay.pk}",
        to=stay.attendee.email,
        subject=f"Your team: {topic}",
        text=(
            f"Hello {stay.attendee.name},\n\nAn organizer of {event} has put you into the team for “{topic}”:\n\n"
            f"{settings.SITE_URL}{stay.team.get_absolute_url()}\n\n"
            "You can switch to another team until the week ends.\n"
        ),
        now=now,
    )


@transaction.atomic
def leave_team(attendee: Attendee, *, clock: Clock) -> None:
    """End the person's stay. After the week it stays as it was: who worked on what is not rewritten."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    if event.phase_at(now) not in TEAMWORK:
        raise TeamRejected("Teams can be left until the week ends.")
    end_stays(attendee.memberships.present(), now=now)


def drop_out(people: AttendeeQuerySet, *, now: datetime) -> None:
    """Someone who gave up their seat works on nothing, and someone waiting for one is in no team."""
    for person in people.exclude(cancelled_at=None).filter(wishes__isnull=False).distinct():
        person.wishes.all().delete()
    seatless = people.exclude(cancelled_at=None, waiting_since=None)
    for person in seatless.filter(memberships__isnull=False, memberships__until=None):
        end_stays(person.memberships.present(), now=now)


def end_stays(stays: MembershipQuerySet, *, now: datetime) -> None:
    """A stay that began while we waited for the lock is later than `now`. It ends when it began."""
    for team in Team.objects.filter(lead__memberships__in=stays, memberships__in=stays).distinct():
        team.lead = None
        team.save(update_fields=["lead"])
    stays.update(until=Greatest(now, F("since")))
