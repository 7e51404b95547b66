import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.models import Ballot
from tests.api import below, refusal, visitor, wrong_fields
from tests.clock import BRAINSTORM
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, OrganizerFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory(event__phase=Phase.VOTING)
    return attendee


@pytest.fixture
def topics(attendee: Attendee) -> list[Topic]:
    topics: list[Topic] = TopicFactory.create_batch(6, event=attendee.event)
    return topics


def names(topics: list[Topic]) -> list[str]:
    return [topic.slug for topic in topics]


def marked(attendee: Attendee) -> set[Topic]:
    return {vote.topic for vote in Ballot.objects.get(attendee=attendee).votes.all()}


def test_ballot_is_cast_and_read_back(attendee: Attendee, topics: list[Topic]) -> None:
    cast = visitor(attendee).put(below(attendee.event, "ballot/"), {"topics": names(topics[:3])})

    read = visitor(attendee).get(below(attendee.event, "ballot/")).json()
    assert cast.status_code == 200
    assert set(read["topics"]) == set(names(topics[:3]))
    assert marked(attendee) == set(topics[:3])


def test_ballot_replaces_the_earlier_one(attendee: Attendee, topics: list[Topic]) -> None:
    for chosen in (topics[:3], topics[3:5]):
        visitor(attendee).put(below(attendee.event, "ballot/"), {"topics": names(chosen)})

    assert marked(attendee) == set(topics[3:5])


def test_ballot_not_cast_yet_is_a_404(attendee: Attendee) -> None:
    response = visitor(attendee).get(below(attendee.event, "ballot/"))

    assert refusal(response) == (404, "You have not cast a ballot yet.")


def test_ballot_of_someone_else_cannot_be_read_by_organizers_either(attendee: Attendee, topics: list[Topic]) -> None:
    organizer = OrganizerFactory(event=attendee.event)
    visitor(attendee).put(below(attendee.event, "ballot/"), {"topics": names(topics[:1])})
    ballot = Ballot.objects.get()

    own = visitor(organizer).get(below(attendee.event, "ballot/"))
    others = [
        visitor(organizer).get(below(attendee.event, path))
        for path in (f"ballot/{ballot.pk}/", f"ballots/{ballot.pk}/", f"attendees/{attendee.pk}/ballot/", "ballots/")
    ]

    assert refusal(own) == (404, "You have not cast a ballot yet.")
    assert [refusal(other)[0] for other in others] == [404] * 4


@pytest.mark.parametrize("method", ["get", "put"])
def test_ballot_is_for_attendees_with_a_seat(attendee: Attendee, method: str) -> None:
    waiting = AttendeeFactory(event=attendee.event, waiting_since=BRAINSTORM)
    address = below(attendee.event, "ballot/")

    statuses = [
        refusal(getattr(visitor(who), method)(address))[0] for who in (None, UserFactory(), AttendeeFactory(), waiting)
    ]

    assert statuses == [401, 404, 404, 403]


def test_ballot_with_too_many_votes_is_a_409_and_keeps_the_earlier_one(attendee: Attendee, topics: list[Topic]) -> None:
    address = below(attendee.event, "ballot/")
    visitor(attendee).put(address, {"topics": names(topics[:1])})

    response = visitor(attendee).put(address, {"topics": names(topics)})

    assert refusal(response) == (409, "A ballot has 5 votes. You marked 6; remove some.")
    assert marked(attendee) == {topics[0]}


def test_ballot_with_a_topic_twice_is_a_409(attendee: Attendee, topics: list[Topic]) -> None:
    response = visitor(attendee).put(below(attendee.event, "ballot/"), {"topics": names([topics[0]] * 2)})

    assert refusal(response) == (409, "A ballot has one vote per topic.")


def test_ballot_with_a_withdrawn_topic_is_a_409(attendee: Attendee) -> None:
    gone = TopicFactory(event=attendee.event, withdrawn_at=BRAINSTORM)

    response = visitor(attendee).put(below(attendee.event, "ballot/"), {"topics": [gone.slug]})

    assert refusal(response) == (409, f"“{gone}” was withdrawn. Give that vote to another topic.")


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.BRAINSTORM, "Voting has not opened yet."),
        (Phase.TEAM_FORMATION, "Voting is closed. Your ballot was not changed."),
    ],
)
def test_ballot_outside_voting_is_a_409(phase: Phase, words: str) -> None:
    topic = TopicFactory(event=EventFactory(phase=phase))

    response = visitor(AttendeeFactory(event=topic.event)).put(below(topic.event, "ballot/"), {"topics": [topic.slug]})

    assert refusal(response) == (409, words)


@pytest.mark.parametrize(
    "body",
    [{}, {"topics": "all"}, {"topics": None}, {"topics": ["nothing"]}, {"topics": [[]]}, {"topics": ["x"] * 201}],
)
def test_ballot_with_a_bad_body_is_a_400(attendee: Attendee, body: dict[str, object]) -> None:
    assert wrong_fields(visitor(attendee).put(below(attendee.event, "ballot/"), body)) == {"topics"}


def test_ballot_with_a_topic_of_another_event_is_a_400(attendee: Attendee) -> None:
    elsewhere = TopicFactory(slug="elsewhere")

    response = visitor(attendee).put(below(attendee.event, "ballot/"), {"topics": [elsewhere.slug]})

    assert response.json()["errors"] == {"topics": ["The event has no topic “elsewhere”."]}


def closed_event() -> Event:
    event: Event = EventFactory(phase=Phase.TEAM_FORMATION)
    return event


def test_tally_is_read_by_anyone_once_voting_is_closed() -> None:
    event = closed_event()
    seeds, shoots, roots = TopicFactory.create_batch(3, event=event)
    voted = BallotFactory(attendee=AttendeeFactory(event=event))
    voted.votes.create(topic=roots)
    AttendeeFactory(event=event)

    answer = visitor().get(below(event, "tally/")).json()

    assert answer == {
        "ballots": 1,
        "electorate": 2,
        "turnout": 0.5,
        "lines": [
            {"rank": 1, "topic": roots.slug, "votes": 1, "shared_by": 1},
            {"rank": 2, "topic": seeds.slug, "votes": 0, "shared_by": 2},
            {"rank": 2, "topic": shoots.slug, "votes": 0, "shared_by": 2},
        ],
    }


@pytest.mark.parametrize("who", [None, UserFactory, AttendeeFactory, OrganizerFactory])
def test_tally_tells_the_turnout_alone_while_voting_is_open(who: type[UserFactory] | None) -> None:
    event = EventFactory(phase=Phase.VOTING)
    voted = BallotFactory(attendee=AttendeeFactory(event=event))
    voted.votes.create(topic=TopicFactory(event=event))
    reader = None if who is None else who() if who is UserFactory else who(event=event)

    answer = visitor(reader).get(below(event, "tally/")).json()

    assert (answer["ballots"], answer["lines"]) == (1, [])


def test_tally_costs_the_same_queries_however_many_topics() -> None:
    event, client = closed_event(), visitor()

    def queries(topics: int) -> int:
        TopicFactory.create_batch(topics, event=event)
        with CaptureQueriesContext(connection) as captured:
            client.get(below(event, "tally/"))
        return len(captured)

    assert queries(3) == queries(27)
