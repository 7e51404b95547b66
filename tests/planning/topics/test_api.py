import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import BRAINSTORM
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.BRAINSTORM)
    return event


@pytest.fixture
def attendee(event: Event) -> Attendee:
    attendee: Attendee = AttendeeFactory(event=event, name="Ada")
    return attendee


@pytest.fixture
def topic(attendee: Attendee) -> Topic:
    topic: Topic = TopicFactory(event=attendee.event, proposed_by=attendee)
    return topic


def test_topics_are_listed_for_anyone_in_the_order_of_proposal(event: Event) -> None:
    second, first = TopicFactory(event=event, position=2), TopicFactory(event=event, position=1)
    TopicFactory()

    listed = visitor().get(below(event, "topics/")).json()["results"]

    assert [entry["slug"] for entry in listed] == [first.slug, second.slug]


@pytest.mark.parametrize("who", [None, UserFactory])
def test_topic_names_nobody_to_strangers(topic: Topic, who: type[UserFactory] | None) -> None:
    answer = visitor(who() if who else None).get(below(topic)).json()

    assert (answer["title"], answer["proposed_by"]) == (topic.title, None)


def test_topic_names_who_proposed_it_to_the_community(topic: Topic) -> None:
    answer = visitor(AttendeeFactory()).get(below(topic)).json()

    assert answer["proposed_by"]["name"] == "Ada"


def test_topic_names_nobody_to_the_waiting_list(topic: Topic) -> None:
    waiting = AttendeeFactory(event=topic.event, waiting_since=BRAINSTORM)

    assert visitor(waiting).get(below(topic)).json()["proposed_by"] is None


def test_topic_tells_what_it_continues(event: Event) -> None:
    earlier = TopicFactory(event=PastEventFactory())
    topic = TopicFactory(event=event, continues=earlier)

    answer = visitor().get(below(topic)).json()

    assert answer["continues"] == {"event": earlier.event.slug, "topic": earlier.slug}


def test_unknown_topic_is_a_404(event: Event) -> None:
    assert refusal(visitor().get(below(event, "topics/nothing/")))[0] == 404


def test_topics_filter_by_track_standing_and_person(event: Event, attendee: Attendee) -> None:
    TopicFactory(event=event, slug="own", proposed_by=attendee)
    TopicFactory(event=event, slug="talk", track=Topic.Track.DISCUSSION)
    TopicFactory(event=event, slug="gone", withdrawn_at=BRAINSTORM)

    def slugs(query: str) -> list[str]:
        listed = visitor().get(below(event, f"topics/?{query}")).json()["results"]
        return [entry["slug"] for entry in listed]

    assert slugs("track=discussion") == ["talk"]
    assert slugs("withdrawn=true") == ["gone"]
    assert slugs("withdrawn=false") == ["own", "talk"]
    assert slugs(f"proposed_by={attendee.pk}") == ["own"]


def test_topics_refuse_a_track_that_there_is_not(event: Event) -> None:
    assert wrong_fields(visitor().get(below(event, "topics/?track=side"))) == {"track"}


def test_topics_cost_the_same_queries_however_many(event: Event, attendee: Attendee) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            person = AttendeeFactory(event=event, organization=OrganizationFactory())
            TopicFactory(event=event, proposed_by=person, continues=TopicFactory(event=PastEventFactory()))

    same_queries_for_3_and_30(visitor(attendee), below(event, "topics/"), add)


def test_propose_adds_a_topic(event: Event, attendee: Attendee) -> None:
    earlier = TopicFactory(event=PastEventFactory())
    proposal = {
        "title": "Node agent in Go",
        "emoji": "🤖",
        "track": "fast-track",
        "problem": "Too much Bash.",
        "continues": {"event": earlier.event.slug, "topic": earlier.slug},
    }

    response = visitor(attendee).post(below(event, "topics/"), proposal)

    topic = event.topics.get()
    assert response.status_code == 201
    assert response.json()["slug"] == topic.slug == "node-agent-in-go"
    assert (topic.track, topic.proposed_by, topic.continues) == (Topic.Track.FAST_TRACK, attendee, earlier)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"title": ["a", "list"]}, "title"),
        ({"title": "nul \x00"}, "title"),
        ({"track": "side"}, "track"),
        ({"continues": {"event": "1999-01", "topic": "nothing"}}, "continues"),
        ({"continues": "2021-11"}, "continues"),
        ({"continues": {}}, "continues"),
    ],
)
def test_propose_names_the_field_that_is_wrong(
    event: Event, attendee: Attendee, change: dict[str, object], field: str
) -> None:
    response = visitor(attendee).post(below(event, "topics/"), {"title": "Node agent", **change})

    assert wrong_fields(response) == {field}
    assert not event.topics.exists()


def test_propose_to_continue_a_topic_of_the_same_event_is_a_409(topic: Topic, attendee: Attendee) -> None:
    proposal = {"title": "More", "continues": {"event": topic.event.slug, "topic": topic.slug}}

    response = visitor(attendee).post(below(topic.event, "topics/"), proposal)

    assert refusal(response) == (409, f"“{topic}” is not from an earlier event, so it cannot be continued here.")


def test_propose_after_the_week_is_a_409() -> None:
    attendee = AttendeeFactory(event__phase=Phase.REVIEW)

    response = visitor(attendee).post(below(attendee.event, "topics/"), {"title": "Too late"})

    assert refusal(response) == (
        409,
        f"{attendee.event} is no longer accepting topics. Keep this one for the next event.",
    )


@pytest.mark.parametrize(("who", "status"), [(None, 401), (UserFactory, 404), (AttendeeFactory, 404)])
def test_propose_is_for_attendees(event: Event, who: type[UserFactory] | None, status: int) -> None:
    client = visitor(who() if who else None)

    assert refusal(client.post(below(event, "topics/"), {"title": "Mine"}))[0] == status


def test_change_keeps_what_is_left_out(topic: Topic, attendee: Attendee) -> None:
    response = visitor(attendee).patch(below(topic), {"problem": "Too much Bash."})

    changed = Topic.objects.get(pk=topic.pk)
    assert response.json()["problem"] == "Too much Bash."
    assert (changed.title, changed.problem, changed.slug) == (topic.title, "Too much Bash.", topic.slug)


def test_change_and_withdraw_are_the_proposers_and_the_organizers(topic: Topic) -> None:
    people = [None, UserFactory(), AttendeeFactory(event=topic.event), OrganizerFactory(event=topic.event)]

    changes = [visitor(who).patch(below(topic), {"title": "Other"}).status_code for who in people]
    withdrawals = [visitor(who).post(below(topic, "withdraw/")).status_code for who in people]

    assert changes == withdrawals == [401, 404, 403, 200]


def test_withdraw_keeps_the_topic_readable(topic: Topic, attendee: Attendee) -> None:
    visitor(attendee).post(below(topic, "withdraw/"))

    assert visitor().get(below(topic)).json()["withdrawn_at"] is not None


def test_withdraw_once_voting_is_over_is_a_409() -> None:
    attendee = AttendeeFactory(event__phase=Phase.HACKING)
    topic = TopicFactory(event=attendee.event, proposed_by=attendee)

    response = visitor(attendee).post(below(topic, "withdraw/"))

    assert refusal(response) == (409, "Voting is over. Say in the topic's report that it was decided against.")


def test_bring_back_is_the_proposers_and_the_organizers(topic: Topic, attendee: Attendee) -> None:
    visitor(attendee).post(below(topic, "withdraw/"))
    people = [None, UserFactory(), AttendeeFactory(event=topic.event), attendee]

    answers = [visitor(who).post(below(topic, "bring-back/")).status_code for who in people]

    assert answers == [401, 404, 403, 200]
    assert not Topic.objects.get().is_withdrawn


def test_the_list_reads_what_all_topics_share_once(event: Event) -> None:
    TopicFactory.create_batch(2, event=event)

    with CaptureQueriesContext(connection) as queries:
        visitor().get(below(event, "topics/?page_size=200"))

    of_topics = [query["sql"] for query in queries if 'FROM "planning_topic"' in query["sql"]]
    assert [sql.count('"planning_event"."voting_opens_at"') for sql in of_topics] == [0]
