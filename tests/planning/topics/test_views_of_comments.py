import pytest
from django.test import Client
from django.utils import timezone

from planning.topics.comments import MOST_COMMENTS
from planning.topics.models import Comment
from tests.clock import VOTING
from tests.factories import AttendeeFactory, CommentFactory, EventFactory, TopicFactory, UserFactory
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db


def at(comment: Comment, page: str) -> str:
    return f"{comment.topic.get_absolute_url()}comments/{comment.pk}/{page}/"


def taken_down(**also: object) -> Comment:
    comment: Comment = CommentFactory(
        text="Rubbish!", taken_down_at=VOTING, taken_down_because="Be kind.", taken_down_by=UserFactory(), **also
    )
    return comment


def test_author_edits_a_comment_and_the_page_says_so(client: Client) -> None:
    event = EventFactory()
    comment = CommentFactory(topic__event=event, author=attending(client, event))

    assert "Count me in.</textarea>" in client.get(at(comment, "edit")).content.decode()
    page = words(client.post(at(comment, "edit"), {"text": "Count me out."}, follow=True))

    assert "Your comment has been edited." in page
    assert "· edited" in page
    assert "Count me out. Edit Take back" in page


def test_author_takes_a_comment_back(client: Client) -> None:
    event = EventFactory()
    comment = CommentFactory(topic__event=event, author=attending(client, event))

    assert "Nothing of it is kept. Count me in." in words(client.get(at(comment, "take-back")))
    assert "No comments yet." in words(client.post(at(comment, "take-back"), follow=True))


def test_organizer_takes_a_comment_down_for_a_reason(client: Client) -> None:
    comment = CommentFactory()
    organizer = organizing(client, comment.topic.event)

    assert "Take down" in words(client.get(comment.topic.get_absolute_url()))
    assert "This field is required." in words(client.post(at(comment, "take-down"), {"taken_down_because": " "}))
    page = words(client.post(at(comment, "take-down"), {"taken_down_because": "Be kind."}, follow=True))

    assert "Taken down by the organizers. Be kind. What it said Count me in." in page
    assert Comment.objects.get().taken_down_by == organizer.user


def test_text_that_was_taken_down_is_shown_to_its_author_and_the_organizers_alone(client: Client) -> None:
    event = EventFactory()
    author = attending(client, event)
    comment = taken_down(topic__event=event, author=author)
    page = comment.topic.get_absolute_url()

    own = words(client.get(page))
    attending(client, event)
    others = words(client.get(page))
    strangers = words(Client().get(page))

    assert "Taken down by the organizers. Be kind. What it said Rubbish!" in own
    for seen in (others, strangers):
        assert "Taken down by the organizers." in seen
        assert ("Rubbish!" in seen, "Be kind." in seen) == (False, False)


def test_page_kept_for_visitors_loses_the_text_at_once(client: Client) -> None:
    comment = CommentFactory()
    page = comment.topic.get_absolute_url()
    assert "Count me in." in words(Client().get(page))
    organizing(client, comment.topic.event)

    client.post(at(comment, "take-down"), {"taken_down_because": "Be kind."})

    assert "Count me in." not in words(Client().get(page))


def test_comment_that_was_taken_down_meanwhile_is_not_edited_and_what_was_typed_stays(client: Client) -> None:
    event = EventFactory()
    comment = taken_down(topic__event=event, author=attending(client, event))

    page = words(client.post(at(comment, "edit"), {"text": "Said kindly."}))

    assert "It stays as it is." in page
    assert "Said kindly." in page


@pytest.mark.parametrize(("page", "status"), [("edit", 403), ("take-back", 403), ("take-down", 403)])
def test_comment_of_somebody_else_stays(client: Client, page: str, status: int) -> None:
    comment = CommentFactory()
    attending(client, comment.topic.event)

    assert client.post(at(comment, page), {"text": "No.", "taken_down_because": "No."}).status_code == status
    assert Comment.objects.get().public_text == "Count me in."


def test_comment_is_not_reached_through_another_topic(client: Client) -> None:
    event = EventFactory()
    comment = CommentFactory(topic__event=event, author=attending(client, event))
    other = TopicFactory(event=event)

    assert client.get(f"{other.get_absolute_url()}comments/{comment.pk}/edit/").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_comment_over_the_limit_is_refused_and_kept_in_the_form(client: Client, headers: dict[str, str]) -> None:
    event = EventFactory()
    author, topic = attending(client, event), TopicFactory(event=event)
    CommentFactory.create_batch(MOST_COMMENTS, topic=topic, author=author, written_at=timezone.now())

    page = words(client.post(f"{topic.get_absolute_url()}comment/", {"text": "One more."}, headers=headers))

    assert "You have written 30 comments within an hour." in page
    assert "One more." in page
    assert Comment.objects.count() == MOST_COMMENTS


def test_fragment_offers_the_author_to_edit_what_was_just_written(client: Client) -> None:
    event = EventFactory()
    attending(client, event)
    CommentFactory(topic=(topic := TopicFactory(event=event)), author=AttendeeFactory(event=event))

    answer = client.post(f"{topic.get_absolute_url()}comment/", {"text": "Mine."}, headers={"HX-Request": "true"})

    assert answer.content.decode().count(">Take back<") == 1
