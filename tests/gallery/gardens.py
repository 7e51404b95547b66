"""What is planted: nothing at all, each phase with a bit of everything, with nothing in it, and with very much."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from htg.rehearsal.demo import ATTENDEE, ORGANIZER, create_demo
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee, User
from planning.teams.models import Membership
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.browser import garden
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    MessageFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    ReportFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)

SITE = (
    "/",
    "/funnel/",
    "/next-steps/",
    "/next-steps/?view=unowned",
    "/next-steps/over-time/",
    "/accounts/login/",
    "/api/",
)
OWN = ("/me/", "/me/reminders/", "/me/channels/", "/next-steps/triage/", "/next-steps/feed/", "/new/", "/mails/")
ADMIN = ("/admin/", "/admin/planning/event/", "/admin/planning/topic/", "/admin/planning/message/")
FAILURES = ("/gallery/400/", "/gallery/403/", "/gallery/404/", "/gallery/500/")
NAMES = ("Anna-Lena Wiesenthal-Böttcher", "Ølaf", "محمد عبد الرحمن", "李小龍", "Kim", "Đặng Thị Ngọc Huyền")
LONG_TITLE = "Let `gardener-node-agent` reconcile " + "operating-system-configurations " * 5 + "without a restart"


@dataclass(frozen=True)
class Garden:
    """Pages to look at, and who looks: the key of each one's session, none for a visitor."""

    name: str
    addresses: tuple[str, ...]
    readers: dict[str, str]


def gardens() -> dict[str, Callable[[], Iterable[Garden]]]:
    """By the database they are in."""
    return {"bare": bare, "one": one, "many": many, "demo": demo, "phases": phases, "full": full}


def bare() -> Iterator[Garden]:
    """The day it was installed."""
    yield Garden("nothing yet", SITE, {"visitor": "", "admin": session(admin())})


def one() -> Iterator[Garden]:
    """The first event, with its organizer."""
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizer = OrganizerFactory(event=event)
    yield Garden("the first event", ("/", *OWN), {"visitor": "", "organizer": session(organizer.user)})


def many() -> Iterator[Garden]:
    """Twenty events, and what came of them."""
    for number, event in enumerate(PastEventFactory.create_batch(20)):
        topics = TopicFactory.create_batch(2 + number % 9, event=event)
        for topic, outcome in zip(topics, ["", *Report.Outcome.values], strict=False):
            ReportFactory(topic=topic, outcome=outcome)
            NextStepFactory(topic=topic, text=f"Carry on with {topic.title}.")
    yield Garden("twenty events", SITE, {"visitor": "", "attendee": session(UserFactory())})


def demo() -> Iterator[Garden]:
    """What `make demo` shows."""
    call_command("load_past_events", verbosity=0)
    event = create_demo(now=timezone.now())
    pages = ("", "topics/", "ballot/", "people/")
    past = Event.objects.filter(wrap_up__isnull=False).order_by("-slug")[:1]
    wrap_ups = [f"{each.get_absolute_url()}{page}" for each in past for page in ("", "wrap-up/")]
    addresses = (*SITE, *(event.get_absolute_url() + page for page in pages), *wrap_ups)
    people = {"attendee": ATTENDEE, "organizer": ORGANIZER}
    keys = {reader: session(User.objects.get(email=email)) for reader, email in people.items()}
    yield Garden("the demo", addresses, {"visitor": "", **keys})


def phases() -> Iterator[Garden]:
    """Each phase with a bit of everything, and with nothing but its organizer."""
    for phase in Phase:
        planted = garden.plant(phase)
        MessageFactory(to="lost@example.org", state="dead")
        yield Garden(f"{phase}", tuple(garden.pages_of(planted)), readers_of(planted.event, planted.organizer))
    for phase in Phase:
        event = EventFactory(phase=phase)
        organizer = OrganizerFactory(event=event)
        yield Garden(f"{phase}, empty", of_an_event(event), readers_of(event, organizer))
    yield Garden("the site", (*SITE, *ADMIN, *FAILURES), {"visitor": "", "admin": session(admin())})


def full() -> Iterator[Garden]:
    """130 topics, 40 people in a team, titles of 200 characters, and names from everywhere."""
    for phase in Phase:
        event = EventFactory(phase=phase, seats=100)
        organizer = OrganizerFactory(event=event)
        people = crowd(event, organizer)
        topics = [propose(event, number, people[number % len(people)]) for number in range(130)]
        if not phase.is_before(Phase.TEAM_FORMATION):
            form_teams(topics, people)
        if not phase.is_before(Phase.REVIEW):
            report_on(topics)
        yield Garden(f"{phase}, full", of_an_event(event, topics[0]), readers_of(event, organizer))
    yield Garden("the site, full", ("/", "/next-steps/"), {"visitor": ""})


def crowd(event: Event, organizer: Attendee) -> list[Attendee]:
    """Sixty, of nine organizations."""
    organizations = OrganizationFactory.create_batch(9)
    named = (f"{NAMES[n % len(NAMES)]} {n}" for n in range(59))
    return [
        organizer,
        *(AttendeeFactory(event=event, name=n, organization=organizations[len(n) % 9]) for n in named),
    ]


def propose(event: Event, number: int, by: Attendee) -> Topic:
    title = f"{LONG_TITLE[:190]} {number}" if number % 13 == 0 else f"Grow seeds of kind {number}"
    topic: Topic = TopicFactory(event=event, title=title, proposed_by=by, problem="They *freeze*. " * 40)
    return topic


def form_teams(topics: list[Topic], people: list[Attendee]) -> None:
    """One of forty, and some of three."""
    sizes = [40, 3, 3, 3, 3, 3]
    for topic, size in zip(topics, sizes, strict=False):
        team = TeamFactory(topic=topic)
        members, people = people[:size], people[size:]
        Membership.objects.bulk_create(MembershipFactory.build(team=team, attendee=member) for member in members)


def report_on(topics: list[Topic]) -> None:
    for topic in topics[:90]:
        ReportFactory(topic=topic, achievements="It *runs*. " * 20)
        NextStepFactory(topic=topic, text="Merge it. " * (1 + topic.position % 9))
    late = timezone.localdate() - timedelta(days=30)
    NextStep.objects.filter(topic__in=topics[:20]).update(due_on=late)


def of_an_event(event: Event, topic: Topic | None = None) -> tuple[str, ...]:
    own = [topic.get_absolute_url()] if topic else []
    at = event.get_absolute_url()
    return (at, *(at + page for page in garden.OF_AN_EVENT), *own)


def readers_of(event: Event, organizer: Attendee) -> dict[str, str]:
    attendee = Attendee.objects.filter(event=event, role=Attendee.Role.ATTENDEE).exclude(user=None).first()
    attendee = attendee or AttendeeFactory(event=event)
    return {"visitor": "", "attendee": session(attendee.user), "organizer": session(organizer.user)}


def admin() -> User:
    user: User = UserFactory(is_staff=True, is_superuser=True)
    return user


def session(user: User | None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.session.session_key or ""
