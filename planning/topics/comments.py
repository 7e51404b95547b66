"""Talking about a topic: comments are written, edited and taken back by their authors, and taken down by organizers."""

from datetime import datetime, timedelta

from django.db import transaction

from planning.people.models import Attendee, User
from planning.rejection import Rejected
from planning.repeats import sent_before
from planning.texts.cleaning import line
from planning.topics.models import Comment, Topic

MOST_COMMENTS = 30
"""That a person writes at an event within an hour."""


class CommentRejected(Rejected):
    """A comment that cannot be written, edited, taken back or taken down."""


@transaction.atomic
def comment(author: Attendee, topic: Topic, text: str, *, now: datetime) -> Comment:
    Attendee.objects.select_for_update().get(pk=author.pk)  # sent twice at once, it is one
    if before := sent_before(topic.comments.filter(author=author), "written_at", now=now, text=text):
        return before
    lately = author.comments.filter(written_at__gt=now - timedelta(hours=1))
    if lately.count() >= MOST_COMMENTS:
        raise CommentRejected(f"You have written {MOST_COMMENTS} comments within an hour. Wait a little.")
    return Comment.objects.create(topic=topic, author=author, text=text, written_at=now)


@transaction.atomic
def edit_comment(comment: Comment, text: str, *, now: datetime) -> Comment:
    """Say it in other words. Everyone sees that it was edited."""
    kept = lock_comment(comment)
    before, kept.text = kept.text, text
    kept.clean_fields(exclude={"author", "topic"})
    if kept.text != before:
        kept.edited_at = now
        kept.save(update_fields=["text", "folded", "searched", "edited_at"])
    return kept


@transaction.atomic
def take_back(comment: Comment) -> None:
    """Nothing of it stays."""
    lock_comment(comment).delete()


@transaction.atomic
def take_down(comment: Comment, because: str, *, by: User, now: datetime) -> Comment:
    """Its place stays on the page; its text is for its author and the organizers, and no search finds it."""
    kept = lock_comment(comment)
    if not (reason := line(because)):
        raise CommentRejected("Say why: its author and the organizers read it.")
    kept.taken_down_at, kept.taken_down_by, kept.taken_down_because = now, by, reason
    kept.clean_fields(exclude={"author", "topic"})
    kept.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_because", "searched"])
    return kept


def lock_comment(comment: Comment) -> Comment:
    """As it is now. One that is taken down stays as it is."""
    kept = (
        Comment.objects.select_for_update(of=("self",)).select_related("author", "topic").filter(pk=comment.pk).first()
    )
    if kept is None:
        raise CommentRejected("This comment has been taken back.")
    if kept.taken_down_at:
        raise CommentRejected("The organizers have taken this comment down. It stays as it is.")
    return kept
