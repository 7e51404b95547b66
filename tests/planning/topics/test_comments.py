from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from planning.topics.comments import MOST_COMMENTS, CommentRejected, comment, edit_comment, take_back, take_down
from planning.topics.models import Comment
from tests.clock import BRAINSTORM, VOTING
from tests.factories import AttendeeFactory, CommentFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

TAKEN_DOWN = "The organizers have taken this comment down. It stays as it is."


def test_comment_keeps_who_said_what_when() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event)

    said = comment(attendee, topic, "Count me in.", now=BRAINSTORM)

    assert (said.topic, said.author, said.text, said.written_at) == (topic, attendee, "Count me in.", BRAINSTORM)


def test_person_writes_thirty_comments_an_hour_on_all_topics_of_an_event_together() -> None:
    author = AttendeeFactory()
    topics = TopicFactory.create_batch(2, event=author.event)
    for number in range(MOST_COMMENTS):
        comment(author, topics[number % 2], f"Word {number}.", now=BRAINSTORM)

    with pytest.raises(CommentRejected, match="You have written 30 comments within an hour"):
        comment(author, topics[0], "One more.", now=BRAINSTORM + timedelta(minutes=59))

    comment(author, topics[0], "One more.", now=BRAINSTORM + timedelta(minutes=60))
    comment(AttendeeFactory(event=author.event), topics[0], "Mine.", now=BRAINSTORM)
    assert Comment.objects.count() == 32


def test_comment_says_that_it_was_edited_once_its_text_is_another() -> None:
    said = CommentFactory(text="Count me in.")

    edit_comment(said, "Count me in.", now=VOTING)
    assert Comment.objects.get().edited_at is None

    edit_comment(said, "Count me out.", now=VOTING)
    kept = Comment.objects.get()
    assert (kept.text, kept.written_at, kept.edited_at) == ("Count me out.", BRAINSTORM, VOTING)


def test_comment_is_not_edited_into_nothing() -> None:
    with pytest.raises(ValidationError):
        edit_comment(CommentFactory(), " ", now=VOTING)

    assert Comment.objects.get().text == "Count me in."


def test_comment_that_is_taken_back_is_gone() -> None:
    said = CommentFactory()

    take_back(said)

    assert not Comment.objects.exists()
    with pytest.raises(CommentRejected, match="This comment has been taken back"):
        edit_comment(said, "Still here.", now=VOTING)


def test_comment_that_is_taken_down_keeps_by_whom_when_and_why() -> None:
    user = UserFactory()

    take_down(CommentFactory(), " Names a person. ", by=user, now=VOTING)

    kept = Comment.objects.get()
    assert (kept.taken_down_by, kept.taken_down_at, kept.taken_down_because) == (user, VOTING, "Names a person.")
    assert (kept.text, kept.public_text) == ("Count me in.", "")


def test_comment_that_is_taken_down_stays_as_it_is() -> None:
    said, user = CommentFactory(), UserFactory()
    take_down(said, "Names a person.", by=user, now=VOTING)

    with pytest.raises(CommentRejected, match=TAKEN_DOWN):
        edit_comment(said, "Never said.", now=VOTING)
    with pytest.raises(CommentRejected, match=TAKEN_DOWN):
        take_back(said)
    with pytest.raises(CommentRejected, match=TAKEN_DOWN):
        take_down(said, "Again.", by=user, now=VOTING)
    assert Comment.objects.get().taken_down_because == "Names a person."


def test_comment_is_not_taken_down_without_a_reason() -> None:
    with pytest.raises(CommentRejected, match="Say why"):
        take_down(CommentFactory(), " ", by=UserFactory(), now=VOTING)


def test_database_keeps_no_reason_without_a_moment_and_no_moment_without_a_reason() -> None:
    for half in ({"taken_down_at": VOTING}, {"taken_down_because": "Names a person."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CommentFactory(**half)
