import pytest
from django.test import Client

from planning.people.models import Attendee
from planning.voting.models import Ballot, Vote
from tests.admin_pages import address, export
from tests.factories import BallotFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote() -> Vote:
    ballot = BallotFactory()
    topic = TopicFactory(event=ballot.attendee.event, title="A secret favourite")
    return Vote.objects.create(ballot=ballot, topic=topic)


def test_a_ballot_shows_that_it_was_cast_and_not_for_what(vote: Vote, admin_client: Client) -> None:
    pages = [
        address(Ballot, "changelist"),
        address(Ballot, "change", vote.ballot.pk),
        address(Ballot, "delete", vote.ballot.pk),
        address(Attendee, "delete", vote.ballot.attendee.pk),
    ]

    shown = [admin_client.get(page).content.decode() for page in pages] + [export(admin_client, Ballot)]

    assert [vote.ballot.attendee.name in text for text in shown] == [True] * 5
    assert ["A secret favourite" in text for text in shown] == [False] * 5


def test_a_vote_cannot_be_traced_by_filtering(vote: Vote, admin_client: Client) -> None:
    for lookup in ("votes", "votes__in", "votes__topic"):
        response = admin_client.get(address(Ballot, "changelist"), {lookup: str(vote.pk)})

        assert response.status_code == 400


def test_a_ballot_cannot_be_filled_in_for_someone(vote: Vote, admin_client: Client) -> None:
    assert admin_client.post(address(Ballot, "add"), {}).status_code == 403
    assert admin_client.post(address(Ballot, "change", vote.ballot.pk), {}).status_code == 403
