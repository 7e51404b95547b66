"""Two gardens of the same shape: one as an event is, one with ten times the rows and more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from django.db import connection, models
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee, User
from planning.teams.models import Membership, Team
from planning.topics.models import Comment, Topic
from planning.voting.closing import store_tally
from planning.voting.models import Ballot, Vote
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Link, Report
from tests.factories import (
    EventFactory,
    OrganizationFactory,
    PastEventFactory,
    UserFactory,
    WrapUpFactory,
)

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Size:
    topics: int
    people: int
    teams: int
    reports: int
    steps: int


SMALL = Size(topics=100, people=60, teams=12, reports=100, steps=1_000)
LARGE = Size(topics=1_000, people=10_000, teams=500, reports=1_000, steps=100_000)
TINY = Size(topics=6, people=6, teams=2, reports=4, steps=20)

VOTES = 5
COMMENTS = 8
PAST_EVENTS = 6
STEPS_OF_A_TOPIC = 50
OWNERS = 200
PROBLEM = (
    "Every `Shoot` waits for its **node agent** although it has not changed. "
    "See [the notes](https://example.org/notes) of the last call.\n\n"
    "* It takes four minutes on the largest seed.\n* Nobody can tell why from the logs.\n\n"
) * 2
BENEFITS = "💰 less traffic\n🚀 faster rollouts\n🧪 a test that fails"
TRACKS = (Topic.Track.MAIN, Topic.Track.MAIN, Topic.Track.MAIN, Topic.Track.FAST_TRACK)


@dataclass(frozen=True)
class Garden:
    """Where its pages are, and how to be signed in there."""

    voting: str
    """An event whose voting is open; the visitor has a seat, and has voted."""
    hacking: str
    """One whose teams are at work: its tally is stored."""
    organizing: str
    """The same, where the visitor is an organizer."""
    closed: str
    """One whose wrap-up is published."""
    topic: str
    chosen: tuple[str, ...]
    """What the visitor votes for."""
    session: str


def many(rows: Iterable[M]) -> list[M]:
    """Written, with their keys, a thousand a statement."""
    rows, written = iter(rows), list[M]()
    while batch := list(islice(rows, 1_000)):
        written += type(batch[0])._base_manager.bulk_create(batch)
    return written


def plant(size: Size) -> Garden:
    me = UserFactory()
    voting = EventFactory(phase=Phase.VOTING)
    hacking = EventFactory(phase=Phase.HACKING)
    organizing = EventFactory(phase=Phase.HACKING)
    closed = EventFactory(phase=Phase.CLOSED)
    proposed = vote_at(voting, me, topics=size.topics, people=min(size.people, 600))
    work_at(hacking, me, size)
    work_at(organizing, me, replace(size, people=min(size.people, 600)))
    organizing.attendees.filter(user=me).update(role=Attendee.Role.ORGANIZER)
    wrap_up(closed, size.reports)
    remember(size.steps)
    if connection.vendor == "postgresql":  # it does so by itself, a minute later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client()
    client.force_login(me)
    return Garden(
        voting=voting.get_absolute_url(),
        hacking=hacking.get_absolute_url(),
        organizing=organizing.get_absolute_url(),
        closed=closed.get_absolute_url(),
        topic=proposed[0].get_absolute_url(),
        chosen=tuple(topic.slug for topic in proposed[:VOTES]),
        session=client.session.session_key or "",
    )


def vote_at(event: Event, me: User, *, topics: int, people: int) -> list[Topic]:
    """An event with ballots of everyone, and with comments on the first topic."""
    attendees = seat(event, people, me=me)
    proposed = propose(event, topics, by=attendees)
    cast(attendees, proposed)
    many(Comment(topic=proposed[0], author=a, text=PROBLEM, written_at=timezone.now()) for a in attendees[:COMMENTS])
    many(Comment(topic=each, author=attendees[0], text="Me too.", written_at=timezone.now()) for each in proposed[1:])
    return proposed


def work_at(event: Event, me: User, size: Size) -> None:
    attendees = seat(event, size.people, me=me)
    proposed = propose(event, size.topics, by=attendees)
    cast(attendees, proposed)
    store_tally(event, now=timezone.now())
    now = timezone.now()
    teams = many(Team(topic=topic, formed_at=now) for topic in proposed[: size.teams])
    members = attendees[: 5 * size.teams]
    many(Membership(team=teams[n % len(teams)], attendee=member, since=now) for n, member in enumerate(members))


def wrap_up(event: Event, reports: int) -> None:
    attendees = seat(event, 20)
    topics = propose(event, reports, by=attendees)
    outcomes = list(Report.Outcome)
    written = many(
        Report(topic=topic, outcome=outcomes[n % len(outcomes)], achievements=PROBLEM, notes="It was *fun*.")
        for n, topic in enumerate(topics)
    )
    many(Link(report=report, kind="pull_request", url=f"https://example.org/{report.pk}") for report in written)
    many(NextStep(topic=topic, number=1, text="Merge `it`.", owner=attendees[n % 20]) for n, topic in enumerate(topics))
    WrapUpFactory(event=event, introduction="We met.", published_on=timezone.localdate())


def remember(steps: int) -> None:
    """Past events whose topics left steps behind: of ten, four are done, and four have a due date."""
    events = PastEventFactory.create_batch(PAST_EVENTS)
    today = timezone.localdate()
    for number, event in enumerate(events):
        here = steps // PAST_EVENTS + (number < steps % PAST_EVENTS)
        owners = many(Attendee(event=event, name=f"Gardener {n}") for n in range(OWNERS // PAST_EVENTS))
        topics = propose(event, -(-here // STEPS_OF_A_TOPIC), by=owners)
        many(
            NextStep(
                topic=topics[n // STEPS_OF_A_TOPIC],
                number=n % STEPS_OF_A_TOPIC + 1,
                text=f"Carry on with `part {n}`.",
                owner=owners[n % len(owners)] if n % 3 else None,
                due_on=today + timedelta(days=n % 200 - 100) if n % 10 in {2, 4, 6, 8} else None,
                state=NextStep.State.DONE if n % 10 < 4 else NextStep.State.OPEN,
                closed_on=today - timedelta(days=n % 300) if n % 10 < 4 else None,
            )
            for n in range(here)
        )


def seat(event: Event, number: int, *, me: User | None = None) -> list[Attendee]:
    organizations = OrganizationFactory.create_batch(5)
    users = many(User(email=f"{event.slug}-{n}@example.org") for n in range(number - (me is not None)))
    return many(
        Attendee(event=event, user=user, name=f"Person {n}", github=f"person-{n}", organization=organizations[n % 5])
        for n, user in enumerate([me, *users] if me else users)
    )


def propose(event: Event, number: int, *, by: list[Attendee]) -> list[Topic]:
    return many(
        Topic(
            event=event,
            slug=f"topic-{n}",
            emoji="🌱",
            title=f"Grow `seeds` of kind {n} in winter",
            track=TRACKS[n % len(TRACKS)],
            position=n,
            problem=PROBLEM,
            motivation="Because **winter** is long.",
            benefits=BENEFITS,
            proposed_by=by[n % len(by)],
        )
        for n in range(number)
    )


def cast(attendees: list[Attendee], topics: list[Topic]) -> None:
    """Each for five topics in a row, some more wanted than others."""
    ballots = many(Ballot(attendee=attendee, cast_at=timezone.now()) for attendee in attendees)
    many(
        Vote(ballot=ballot, topic=topics[(n * n + k) % len(topics)])
        for n, ballot in enumerate(ballots)
        for k in range(VOTES)
    )
