from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from planning.outbox.models import Message
from tests.clock import HACKING
from tests.constraints import breaks
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

State = Message.State
MINUTE = timedelta(minutes=1)


def test_the_same_news_is_never_written_twice() -> None:
    MessageFactory(key="seat/1")

    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory(key="seat/1")


@pytest.mark.parametrize("fields", [{"state": State.SENT}, {"state": State.WAITING, "sent_at": HACKING}])
def test_a_message_is_sent_at_a_time_and_no_other_is(fields: dict[str, object]) -> None:
    with breaks("message_sent_has_a_time"):
        MessageFactory(**fields)


def test_a_message_being_sent_has_a_lease() -> None:
    with breaks("message_being_sent_has_a_lease"):
        MessageFactory(state=State.SENDING)


def test_due_are_messages_that_wait_and_whose_time_has_come_oldest_first() -> None:
    late = MessageFactory(due_at=HACKING)
    early = MessageFactory(due_at=HACKING - MINUTE)
    MessageFactory(due_at=HACKING + MINUTE)
    MessageFactory(state=State.SENT, sent_at=HACKING)
    MessageFactory(state=State.DEAD)

    assert list(Message.objects.due(HACKING)) == [early, late]


def test_abandoned_is_a_message_whose_lease_has_ended() -> None:
    orphan = MessageFactory(state=State.SENDING, lease_until=HACKING - MINUTE)
    MessageFactory(state=State.SENDING, lease_until=HACKING + MINUTE)

    assert list(Message.objects.abandoned(HACKING)) == [orphan]


def test_dead_are_messages_that_were_given_up() -> None:
    given_up = MessageFactory(state=State.DEAD)
    MessageFactory()

    assert list(Message.objects.dead()) == [given_up]


def test_an_address_is_read_out_of_a_name() -> None:
    assert MessageFactory.build(to="Ada Lovelace <ada@example.org>").address == "ada@example.org"
