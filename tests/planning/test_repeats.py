"""The same form sent twice makes one thing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.clock import stopped_at
from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Channel
from planning.people.channels.changing import add_channel
from planning.people.models import Attendee
from planning.people.tokens.models import ApiToken, digest
from planning.repeats import WITHIN
from planning.teams.checkins.checking_in import check_in
from planning.topics.comments import comment
from planning.topics.models import Comment
from planning.topics.proposals import Proposal, propose
from retros.board.models import Note
from retros.board.notes.pinning import pin_note
from retros.nextsteps.closing import note_step
from tests.api import below, visitor
from tests.clock import BRAINSTORM, HACKING
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import attending

pytestmark = pytest.mark.django_db

SEEDS = {"title": "Seeds for all", "track": "main", "problem": "p", "motivation": "m", "benefits": "b"}


@pytest.fixture
def event() -> Event:
    return EventFactory(phase=Phase.BRAINSTORM)


@pytest.fixture
def attendee(event: Event) -> Attendee:
    return AttendeeFactory(event=event)


def test_a_topic_sent_twice_leads_to_the_one_that_is_there(event: Event, client: Client) -> None:
    attending(client, event)

    answers = [client.post(f"/{event.slug}/topics/new/", SEEDS).headers["Location"] for _ in range(2)]

    assert answers == [f"/{event.slug}/topics/seeds-for-all/"] * 2
    assert event.topics.count() == 1


def test_a_topic_sent_twice_to_the_api_is_one(event: Event, attendee: Attendee) -> None:
    answers = [visitor(attendee).post(below(event, "topics/"), SEEDS).json()["slug"] for _ in range(2)]

    assert (answers, event.topics.count()) == (["seeds-for-all"] * 2, 1)


@pytest.mark.parametrize("other", ["person", "text", "later"])
def test_another_person_another_text_or_another_moment_is_another_topic(other: str) -> None:
    event = EventFactory()
    ada, grace = AttendeeFactory.create_batch(2, event=event)
    propose(ada, Proposal(title="Seeds"), clock=stopped_at(BRAINSTORM))

    propose(
        grace if other == "person" else ada,
        Proposal(title="Seeds", problem="Too few." if other == "text" else ""),
        clock=stopped_at(BRAINSTORM + (WITHIN if other == "later" else timedelta(0))),
    )

    assert list(event.topics.order_by("pk").values_list("slug", flat=True)) == ["seeds", "seeds-2"]


def test_a_withdrawn_topic_can_be_proposed_again_at_once(attendee: Attendee) -> None:
    first = propose(attendee, Proposal(title="Seeds"), clock=stopped_at(BRAINSTORM))
    first.withdrawn_at = BRAINSTORM
    first.save()

    assert propose(attendee, Proposal(title="Seeds"), clock=stopped_at(BRAINSTORM)) != first


def test_a_comment_sent_twice_is_one() -> None:
    topic = TopicFactory()
    author = AttendeeFactory(event=topic.event)

    first, second = (comment(author, topic, "Count me in.\u0007", now=BRAINSTORM) for _ in range(2))

    assert (first, Comment.objects.count()) == (second, 1)


def test_a_check_in_sent_twice_is_one() -> None:
    team = TeamFactory()
    member = MembershipFactory(team=team, attendee=AttendeeFactory(event=team.topic.event)).attendee

    first, second = (check_in(member, team, progress="It runs.", clock=stopped_at(HACKING)) for _ in range(2))

    assert (first, team.check_ins.count()) == (second, 1)


def test_a_step_typed_twice_is_one_and_another_one_is_another() -> None:
    topic, now = TopicFactory(event__phase=Phase.REVIEW), timezone.now()

    first, second = (note_step(topic, "Publish the chart", now=now) for _ in range(2))
    other = note_step(topic, "Publish the chart", owner=AttendeeFactory(event=topic.event), now=now)

    assert (first, list(topic.next_steps.order_by("number"))) == (second, [first, other])


@pytest.mark.parametrize("anonymous", [False, True])
def test_a_note_sent_twice_is_one(anonymous: bool) -> None:  # noqa: FBT001  # pytest's
    attendee = AttendeeFactory(event__phase=Phase.REVIEW)

    for _ in range(2):
        pin_note(attendee, Note.Column.THANKS, "The cooks!", anonymous=anonymous, clock=timezone.now)

    assert Note.objects.count() == 1


def test_a_channel_sent_twice_is_one() -> None:
    user = UserFactory()

    for _ in range(2):
        add_channel(user, name="Chat", address="https://hooks.slack.com/services/T1/B1/secret", now=BRAINSTORM)

    assert Channel.objects.count() == 1


def test_of_a_token_asked_for_twice_the_last_key_is_good() -> None:
    user = UserFactory()

    keys = [ApiToken.issue(user, "Laptop", now=BRAINSTORM) for _ in range(2)]
    other = ApiToken.issue(user, "Server", now=BRAINSTORM)

    assert set(ApiToken.objects.values_list("digest", flat=True)) == {digest(keys[1]), digest(other)}


REGISTRATION = {"name": "Ada", "github": "ada", "organization": "Garden"}


def test_a_registration_sent_twice_leads_to_the_seat_that_is_there(event: Event, client: Client) -> None:
    client.force_login(UserFactory())

    answers = [client.post(f"/{event.slug}/register/", REGISTRATION) for _ in range(2)]

    assert [answer.headers.get("Location") for answer in answers] == [f"/{event.slug}/"] * 2
    assert Attendee.objects.count() == 1


def test_a_registration_sent_twice_to_the_api_is_one(event: Event) -> None:
    user = UserFactory()

    answers = [visitor(user).post(below(event, "attendees/"), REGISTRATION) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Attendee.objects.count() == 1


def test_a_registration_that_says_something_else_is_refused(event: Event) -> None:
    user = UserFactory()
    visitor(user).post(below(event, "attendees/"), REGISTRATION)

    assert visitor(user).post(below(event, "attendees/"), REGISTRATION | {"name": "Eve"}).status_code == 409
