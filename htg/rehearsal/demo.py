"""The next event for someone who has just installed this: voting is open, and everyone has something to do."""

from dataclasses import replace
from datetime import date, datetime, timedelta
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
from htg.rehearsal.moments import is_between_the_years, last_morning, last_working_day, next_working_day, on, spread
from htg.rehearsal.mornings import HOUR
from htg.rehearsal.play import Play, user_of
from htg.rehearsal.staging import plan_week
from htg.rehearsal.story import Silence, Story
from planning.clock import stopped_at
from planning.events.models import Event
from planning.people.models import Attendee, User
from planning.teams.wishes import make_wishes
from planning.voting.ballots import cast_ballot
from retros.nextsteps.closing import assign
from retros.nextsteps.followup.plans import change_follow_up
from retros.nextsteps.models import NextStep
from retros.reminders.planning import plan_reminders

ATTENDEE, ORGANIZER, ADMIN = "attendee@example.org", "organizer@example.org", "admin@example.org"
PASSWORD = "hack-the-garden"  # noqa: S105  # printed for people who try this on their own machine
SEED = 12
ATTENDEES, SEATS, TOPICS = 24, 28, 14
STEPS = ((1, -9, 60), (0, -29, 50), (2, -2, 16), (1, 0, 20), (3, 0, 7), (1, 5, 1), (4, 12, 0))
"""Which attendee takes on a loose end of an earlier event, in how many days it is due, and how many days ago that was.

All are due on working days, so give or take a weekend. What no one has touched for six weeks has gone quiet.
"""


@transaction.atomic
def create_demo(*, now: datetime) -> Event:
    """Return the demo's event. Whatever is already there stays as it is."""
    standing = Event.objects.running(now).filter(attendees__user__email=ORGANIZER).first()
    event = standing or play_demo_event(now=now)
    give_admin_password()
    return event


def play_demo_event(*, now: datetime) -> Event:
    chance = Random(SEED)  # noqa: S311  # dice, not secrets
    people = cast.cast_members(chance)
    organizer, attendee = replace(next(people), email=ORGANIZER), replace(next(people), email=ATTENDEE)
    play = Play(
        event=plan_week(organizer, seats=SEATS, **days_from(timezone.localdate(now))),
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
    give_passwords(play.attendees())
    by = user_of(play.organizer)
    change_follow_up(play.event, by=by, reason="A week's notice, as we agreed in the last retro.", days_before=7)
    take_on_steps(play.attendees(), now=now)
    return play.event


def days_from(today: date) -> dict[str, datetime]:
    """Voting is open today, whenever the week is. Everything due is due on a working day."""
    voting_closes_on = next_working_day(today + timedelta(days=11))
    monday = free_monday(voting_closes_on + timedelta(days=10))
    friday = monday + timedelta(days=4)
    return {
        "voting_opens_at": on(last_working_day(today - timedelta(days=10)), hour=10),
        "voting_closes_at": on(voting_closes_on, hour=18),
        "starts_at": on(monday, hour=10),
        "ends_at": on(friday, hour=15),
        "review_ends_at": on(friday + timedelta(weeks=1), hour=15),
        "wrap_up_due_at": on(next_working_day(friday + timedelta(weeks=2)), hour=15),
    }


def free_monday(earliest: date) -> date:
    """The first one whose month has no event yet, and that is not close to Christmas or New Year."""
    monday = earliest + timedelta(days=-earliest.weekday() % 7)
    while Event.objects.filter(slug=f"{monday:%Y-%m}").exists() or is_near_the_holidays(monday):
        monday += timedelta(weeks=1)
    return monday


def is_near_the_holidays(monday: date) -> bool:
    """Whether they fall in the week, in the one before, or in the one after, which is that of the review."""
    return any(is_between_the_years(monday + timedelta(days=number)) for number in range(-7, 12))


def half_of_them_vote(play: Play, *, now: datetime) -> None:
    """Not the one whose account is there to try it out."""
    others = [person for person in play.attendees() if person.email != ATTENDEE]
    voters = play.chance.sample(others, ATTENDEES // 2)
    moments = spread(play.chance, len(voters), play.deadline("voting_opens_at"), now)
    for voter, moment in zip(voters, moments, strict=True):
        cast_ballot(voter, choice(play, voter), clock=stopped_at(moment))
        make_wishes(voter, play.tastes(voter)[:WISHES], clock=stopped_at(moment))


def give_passwords(attendees: list[Attendee]) -> None:
    """Let people sign in with the password. It is hashed once: that takes a while on purpose."""
    users = [attendee.user for attendee in attendees if attendee.user and not attendee.user.has_usable_password()]
    password = make_password(PASSWORD)
    for user in users:
        user.password = password
    User.objects.bulk_update(users, ["password"])
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )


def give_admin_password() -> None:
    if not User.objects.filter(email=ADMIN).exists():
        admin = User.objects.create_superuser(ADMIN, PASSWORD, first_name="Admin")
        EmailAddress.objects.create(user=admin, email=ADMIN, verified=True, primary=True)


def take_on_steps(attendees: list[Attendee], *, now: datetime) -> None:
    """Give loose ends of earlier events to people who are here now, some of them overdue."""
    # The reminders have gone out already, on a working morning: otherwise the first would go out with the site.
    morning = last_morning(now, hour=HOUR)
    today = timezone.localdate(morning)
    open_ends = NextStep.objects.open().unowned().filter(due_on=None, topic__event__in=Event.objects.closed(now))
    # Where no past events are loaded, there is nothing to take on.
    ends = open_ends.order_by("number", "-topic__event__slug", "pk")
    for step, (place, days, ago) in zip(ends, STEPS, strict=False):
        day = today + timedelta(days=days)
        due_on = next_working_day(day) if days > 0 else last_working_day(day)
        assign(step, owner=attendees[place], due_on=due_on, now=now - timedelta(days=ago))
    plan_reminders(now=morning)
