import pytest

from planning.people.models import Attendee
from planning.topics.models import Topic
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    CommentFactory,
    OrganizationFactory,
    OrganizerFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory(name="Ada")
    return attendee


@pytest.fixture
def topic(attendee: Attendee) -> Topic:
    topic: Topic = TopicFactory(event=attendee.event, proposed_by=attendee)
    return topic


def test_comments_are_read_by_anyone_and_name_their_authors_to_attendees(topic: Topic, attendee: Attendee) -> None:
    comment = CommentFactory(topic=topic, author=attendee)

    public = visitor().get(below(topic, "comments/")).json()["results"]
    inside = visitor(attendee).get(below(topic, f"comments/{comment.pk}/")).json()

    assert [(entry["text"], entry["author"]) for entry in public] == [("Count me in.", None)]
    assert inside["author"]["name"] == "Ada"


def test_comment_of_another_topic_is_a_404(topic: Topic) -> None:
    elsewhere = CommentFactory()

    assert refusal(visitor().get(below(topic, f"comments/{elsewhere.pk}/")))[0] == 404


def test_comment_is_kept_with_its_author(topic: Topic, attendee: Attendee) -> None:
    response = visitor(attendee).post(below(topic, "comments/"), {"text": "Count me in."})

    assert response.status_code == 201
    assert [(word.author, word.text) for word in topic.comments.all()] == [(attendee, "Count me in.")]


@pytest.mark.parametrize("text", ["", " ", "x" * 5001])
def test_comment_without_a_word_or_too_long_is_a_400(topic: Topic, attendee: Attendee, text: str) -> None:
    assert wrong_fields(visitor(attendee).post(below(topic, "comments/"), {"text": text})) == {"text"}


@pytest.mark.parametrize(("who", "status"), [(None, 401), (UserFactory, 404)])
def test_comment_is_for_attendees(topic: Topic, who: type[UserFactory] | None, status: int) -> None:
    client = visitor(who() if who else None)

    assert refusal(client.post(below(topic, "comments/"), {"text": "Me too."}))[0] == status


def test_comments_cost_the_same_queries_however_many(topic: Topic, attendee: Attendee) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            author = AttendeeFactory(event=topic.event, organization=OrganizationFactory())
            CommentFactory(topic=topic, author=author)

    same_queries_for_3_and_30(visitor(attendee), below(topic, "comments/"), add)


def test_author_edits_and_takes_back_a_comment(topic: Topic, attendee: Attendee) -> None:
    said = CommentFactory(topic=topic, author=attendee)
    path, client = below(topic, f"comments/{said.pk}/"), visitor(attendee)

    edited = client.patch(path, {"text": "Count me out."}).json()
    assert (edited["text"], edited["edited_at"] is None) == ("Count me out.", False)
    assert wrong_fields(client.patch(path, {"text": " "})) == {"text"}
    assert client.delete(path).status_code == 204
    assert not topic.comments.exists()


def test_comment_that_an_organizer_takes_down_leaves_the_api(topic: Topic, attendee: Attendee) -> None:
    said, organizer = CommentFactory(topic=topic, author=attendee), OrganizerFactory(event=topic.event)
    path, client = below(topic, f"comments/{said.pk}/"), visitor(organizer)

    assert wrong_fields(client.post(f"{path}take-down/", {})) == {"taken_down_because"}
    assert client.post(f"{path}take-down/", {"taken_down_because": "Be kind."}).status_code == 204

    assert topic.comments.get().taken_down_by == organizer.user
    assert visitor(attendee).get(path).status_code == 404
    assert visitor().get(below(topic, "comments/")).json()["results"] == []
    assert refusal(visitor(attendee).patch(path, {"text": "Kindly."}))[0] == 409
    assert refusal(visitor(attendee).delete(path))[0] == 409


def test_comment_of_somebody_else_is_not_changed(topic: Topic, attendee: Attendee) -> None:
    path = below(topic, f"comments/{CommentFactory(topic=topic).pk}/")
    client, stranger = visitor(attendee), visitor()

    answers = [
        client.patch(path, {"text": "No."}),
        client.delete(path),
        client.post(f"{path}take-down/", {"taken_down_because": "No."}),
        stranger.patch(path, {"text": "No."}),
        stranger.delete(path),
        stranger.post(f"{path}take-down/", {"taken_down_because": "No."}),
    ]

    assert [refusal(answer)[0] for answer in answers] == [403, 403, 403, 401, 401, 401]
    assert topic.comments.get().public_text == "Count me in."
