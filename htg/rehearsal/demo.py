"""The next event for somebody who has just installed this: voting is open, and everyone has something to do."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from htg.rehearsal import cast
from htg.rehearsal.chapters.brainstorm import newcomer, topics_are_proposed
from htg.rehearsal.chapters.teamwork import WISHES
from htg.rehearsal.chapters.voting import choice
from htg.rehearsal.moments import on, spread
from htg.rehearsal.play import Play, user_of
from htg.rehearsal.staging import plan_week
from htg.rehearsal.story import Silence, Story
from planning.clock import stopped_at
from planning.events.models import Event
from planning.people.models import Attendee, User
from planning.teams.wishes import make_wishes
from planning.voting.ballots import cast_ballot
from retros.nextsteps.closing import assign
from retros.nextsteps.following_up import change_follow_up
from retros.nextsteps.models import NextStep
from retros.reminders.planning import plan_reminders

ATTENDEE, ORGANIZER, ADMIN = "attendee@example.org", "organizer@example.org", "admin@example.org"
PASSWORD = "hack-the-garden"  # noqa: S105  # printed for whoever tries this on their own machine
SEED = 12
ATTENDEES, SEATS, TOPICS = 24, 28, 14
STEPS = ((1, -9, 60), (0, -29, 50), (2, -2, 3), (1, 0, 20), (3, 0, 7), (1, 5, 1), (4, 12, 0))
"""Who of the attendees takes on an open end of an earlier event, in how many days it is due, and how many ago that was.

What nobody has done anything about for six weeks has gone quiet.
"""


@transaction.atomic
def create_demo(*, now: datetime) -> Event:
    """Return the demo's event. Whatever is there already stays as it is."""
    standing = Event.objects.running(now).filter(attendees__user__email=ORGANIZER).first()
    event = standing or plan_demo(now=now)
    let_in_admin()
    return event


def plan_demo(*, now: datetime) -> Event:
    chance = Random(SEED)  # noqa: S311  # dice, not secrets
    people = cast.people(chance)
    organizer, attendee = replace(next(people), email=ORGANIZER), replace(next(people), email=ATTENDEE)
    play = Play(
        event=plan_week(organizer, *free_week(now), seats=SEATS, **voting_days(now)),
        chance=chance,
        story=Story(Silence()),
        mails=[],
        newcomers=chain([attendee], people),
        ideas=cast.ideas(chance),
        attendees_wanted=ATTENDEES,
        topics_wanted=TOPICS,
    )
    play.story.begin("The demo")
    for moment in spread(chance, ATTENDEES - 1, play.opens_at, play.half_time):
        newcomer(play, now=moment)
    topics_are_proposed(play)
    half_of_them_vote(play, now=now)
    let_in(play.attendees())
    by = user_of(play.organizer)
    change_follow_up(play.event, by=by, reason="A week's notice, as we agreed in the last retro.", days_before=7)
    take_on_steps(play.attendees(), now=now)
    return play.event


def free_week(now: datetime) -> tuple[datetime, datetime]:
    """Monday to Friday in three weeks, or later where that month has an event already."""
    today = timezone.localdate(now)
    monday = today + timedelta(days=21 + -today.weekday() % 7)
    while Event.objects.filter(slug=f"{monday:%Y-%m}").exists():
        monday += timedelta(weeks=1)
    return on(monday, hour=10), on(monday + timedelta(days=4), hour=15)


def voting_days(now: datetime) -> dict[str, datetime]:
    """Voting is open right now, whenever the week is."""
    today = timezone.localdate(now)
    return {
        "voting_opens_at": on(today - timedelta(days=10), hour=10),
        "voting_closes_at": on(today + timedelta(days=11), hour=18),
    }


def half_of_them_vote(play: Play, *, now: datetime) -> None:
    """Not the one whose account is there to try it out."""
    others = [person for person in play.attendees() if person.email != ATTENDEE]
    voters = play.chance.sample(others, ATTENDEES // 2)
    moments = spread(play.chance, len(voters), play.deadline("voting_opens_at"), now)
    for voter, moment in zip(voters, moments, strict=True):
        cast_ballot(voter, choice(play, voter), clock=stopped_at(moment))
        make_wishes(voter, play.tastes(voter)[:WISHES], clock=stopped_at(moment))


def let_in(attendees: list[Attendee]) -> None:
    """Let people sign in with the password. It is hashed once: that takes a while on purpose."""
    users = [attendee.user for attendee in attendees if attendee.user and not attendee.user.has_usable_password()]
    password = make_password(PASSWORD)
    for user in users:
        user.password = password
    User.objects.bulk_update(users, ["password"])
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )


def let_in_admin() -> None:
    if not User.objects.filter(email=ADMIN).exists():
        admin = User.objects.create_superuser(ADMIN, PASSWORD, first_name="Admin")
        EmailAddress.objects.create(user=admin, email=ADMIN, verified=True, primary=True)


def take_on_steps(attendees: list[Attendee], *, now: datetime) -> None:
    """Give open ends of earlier events to people who are here now, some of them overdue."""
    today = timezone.localdate(now)
    open_ends = NextStep.objects.open().unowned().filter(due_on=None, topic__event__in=Event.objects.closed(now))
    # Where no past events are loaded, there is nothing to take on.
    ends = open_ends.order_by("number", "-topic__event__slug", "pk")
    for step, (place, days, ago) in zip(ends, STEPS, strict=False):
        assign(step, owner=attendees[place], due_on=today + timedelta(days=days), now=now - timedelta(days=ago))
    # Otherwise the first ones would go out ten minutes after the site has come up.
    plan_reminders(now=now)
