import pytest

from retros.nextsteps.feeds.models import make_feed
from tests.api import refusal, visitor
from tests.clock import CLOSED
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FEED = "/api/v1/next-steps/feed/"


def test_an_address_of_ones_own_is_made_shown_and_taken_back() -> None:
    client = visitor(UserFactory())
    assert refusal(client.get(FEED))[0] == 404

    made = client.post(FEED)

    assert made.status_code == 201
    assert client.get(FEED).json() == made.json()
    assert client.delete(FEED).status_code == 204
    assert client.get(FEED).status_code == 404


def test_an_address_is_shown_to_its_owner_alone() -> None:
    make_feed(UserFactory(), now=CLOSED)

    assert visitor(UserFactory()).get(FEED).status_code == 404
    assert visitor().get(FEED).status_code == 401
