import pytest

from planning.outbox.models import Message
from tests.api import refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import MessageFactory, OrganizerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "{}/"])
def test_messages_are_for_the_staff(path: str) -> None:
    address = f"/api/v1/messages/{path.format(MessageFactory().pk)}"

    statuses = [
        visitor(who).get(address).status_code
        for who in (None, UserFactory(), OrganizerFactory(), UserFactory(is_staff=True))
    ]

    assert statuses == [401, 403, 403, 200]


def test_message_shows_neither_address_nor_text() -> None:
    MessageFactory(subject="Your code", to="ada@example.org", text="123456", last_error="ada@example.org: no such box")

    shown = visitor(UserFactory(is_staff=True)).get("/api/v1/messages/").content.decode()

    assert "Your code" in shown
    assert "ada@" not in shown
    assert "123456" not in shown


def test_messages_filter_by_state() -> None:
    dead, _ = MessageFactory(state=Message.State.DEAD), MessageFactory()
    client = visitor(UserFactory(is_staff=True))

    listed = client.get("/api/v1/messages/?state=dead").json()["results"]

    assert [message["id"] for message in listed] == [dead.pk]
    assert wrong_fields(client.get("/api/v1/messages/?state=lost")) == {"state"}


def test_messages_cannot_be_written() -> None:
    assert refusal(visitor(UserFactory(is_staff=True)).post("/api/v1/messages/", {}))[0] == 405


def test_messages_cost_the_same_queries_however_many() -> None:
    same_queries_for_3_and_30(visitor(UserFactory(is_staff=True)), "/api/v1/messages/", MessageFactory.create_batch)
