"""Pages that are kept for visitors, of an event with something on each."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from planning.events.phases import Phase
from planning.models import Attendee, Event, Topic, User
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    CommentFactory,
    EventFactory,
    NextStepFactory,
    OrganizerFactory,
    ReportFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)

PAGES = (
    "/",
    "/funnel/",
    "/lineage/",
    "/next-steps/",
    "/next-steps/over-time/",
    "/{event}/",
    "/{event}/topics/",
    "/{event}/topics/{topic}/",
    "/{event}/tally/",
    "/{event}/wrap-up/",
    "/{event}/wrap-up/print/",
)
"""Of each view that is kept."""

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass(frozen=True)
class Stage:
    """An event, one topic with everything, and who looks at them, by what they are."""

    event: Event
    topic: Topic
    people: dict[str, Client]

    def path(self, page: str) -> str:
        return page.format(event=self.event.slug, topic=self.topic.slug)


def signed_in(attendee: Attendee) -> Client:
    client = Client()
    assert attendee.user is not None
    client.force_login(attendee.user)
    return client


def staged(phase: Phase) -> Stage:
    event = EventFactory(phase=phase)
    attendee, organizer = AttendeeFactory(event=event, name="Ada"), OrganizerFactory(event=event, name="Olga")
    topic = TopicFactory(event=event, title="Seeds", proposed_by=attendee)
    CommentFactory(topic=topic, author=attendee)
    BallotFactory(attendee=attendee)
    TeamFactory(topic=topic)
    ReportFactory(topic=topic, achievements="They grow.", written_by=attendee)
    NextStepFactory(topic=topic, text="Water them", owner=attendee)
    WrapUpFactory(event=event, introduction="What a week.")
    staff, admin = UserFactory(is_staff=True), UserFactory(is_staff=True, is_superuser=True)
    people: dict[str, Callable[[], Client]] = {
        "visitor": Client,
        "attendee": lambda: signed_in(attendee),
        "attendee of another event": lambda: signed_in(AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM))),
        "organizer": lambda: signed_in(organizer),
        "staff": lambda: logged_in(staff),
        "admin": lambda: logged_in(admin),
    }
    return Stage(event, topic, {name: make() for name, make in people.items()})


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen_by(client: Client, path: str) -> bytes:
    """The page, but for the token against CSRF, which is another each time."""
    response = client.get(path)
    assert response.status_code == 200
    return TOKEN.sub(b"", response.content)
