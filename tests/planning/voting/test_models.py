import pytest
from django.db import IntegrityError, transaction

from planning.voting.models import Vote
from tests.constraints import breaks
from tests.factories import BallotFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_an_attendee_has_one_ballot() -> None:
    ballot = BallotFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        BallotFactory(attendee=ballot.attendee)


def test_vote_once_per_ballot() -> None:
    ballot, topic = BallotFactory(), TopicFactory()
    Vote.objects.create(ballot=ballot, topic=topic)

    with breaks("vote_once_per_ballot"):
        Vote.objects.create(ballot=ballot, topic=topic)


def test_a_vote_does_not_say_what_it_is_for() -> None:
    topic = TopicFactory(title="A secret favourite")

    assert "favourite" not in str(Vote(ballot=BallotFactory(), topic=topic))
