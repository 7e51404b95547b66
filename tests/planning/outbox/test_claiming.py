from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from pytest_django import Settings

from planning.outbox.claiming import BATCH, MAX_ATTEMPTS, MAY_HAVE_ARRIVED, Claim, claim, lease, take_back
from planning.outbox.delivery import deliver
from planning.outbox.mail.mailer import Mailer
from planning.outbox.models import Message
from tests.clock import HACKING
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

State = Message.State
HOLD = Message.InDoubt.HOLD
SECOND = timedelta(seconds=1)


def after_the_lease() -> datetime:
    return HACKING + lease() + SECOND


def begin(batch: Claim) -> Message:
    message = batch.begin_next(now=HACKING)
    assert message
    return message


def standing() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("pk").values_list("state", "takeovers"))


def test_claim_is_a_small_batch_with_one_lease() -> None:
    messages = MessageFactory.create_batch(BATCH + 1)

    batch = claim(now=HACKING)

    assert batch.messages == messages[:BATCH]
    claimed = Message.objects.filter(state=State.SENDING)
    assert set(claimed.values_list("claim", "lease_until")) == {(batch.token, HACKING + lease())}


@pytest.mark.django_db(transaction=True)
def test_each_message_is_claimed_by_one_of_many_workers() -> None:
    messages = MessageFactory.create_batch(4 * BATCH)

    def work(_number: int) -> list[Message]:
        try:
            return [message for _ in range(8) for message in claim(now=HACKING).messages]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        claimed = [message.pk for messages in workers.map(work, range(8)) for message in messages]

    assert sorted(claimed) == [message.pk for message in messages]


def test_claimed_messages_are_left_to_their_worker_while_its_lease_lasts() -> None:
    MessageFactory()
    claim(now=HACKING)

    assert take_back(now=HACKING + lease()) == 0
    assert claim(now=HACKING + lease()).messages == []


def test_of_a_dead_workers_batch_only_the_message_in_hand_counts_as_sent_perhaps() -> None:
    MessageFactory.create_batch(3)
    batch = claim(now=HACKING)
    batch.write_down(begin(batch), state=State.SENT, sent_at=HACKING)
    begin(batch)

    deliver(clock=after_the_lease)

    assert standing() == [(State.SENT, 0), (State.SENT, 1), (State.SENT, 0)]
    assert Message.objects.order_by("pk").values_list("attempts", flat=True)[1] == 2


def test_message_not_to_be_sent_twice_is_held_when_its_worker_died_with_it_in_hand() -> None:
    MessageFactory.create_batch(2, in_doubt=HOLD)
    begin(claim(now=HACKING))

    deliver(clock=after_the_lease)

    held, other = Message.objects.order_by("pk")
    assert (held.state, held.begun_at, held.last_error) == (State.HELD, HACKING, MAY_HAVE_ARRIVED)
    assert (other.state, other.begun_at) == (State.SENT, None)
    assert len(mail.outbox) == 1


def test_message_not_to_be_sent_twice_is_sent_when_its_worker_died_before_it_began() -> None:
    MessageFactory(in_doubt=HOLD)
    claim(now=HACKING)

    deliver(clock=after_the_lease)

    assert standing() == [(State.SENT, 0)]


def test_worker_that_died_before_it_wrote_down_what_it_sent_had_that_one_in_hand_alone() -> None:
    MessageFactory.create_batch(3, in_doubt=HOLD)
    begin(claim(now=HACKING))  # it was sent

    assert take_back(now=after_the_lease()) == 1

    assert list(Message.objects.order_by("pk").values_list("state", "begun_at")) == [
        (State.HELD, HACKING),
        (State.WAITING, None),
        (State.WAITING, None),
    ]


@pytest.mark.django_db(transaction=True)
def test_what_was_in_hand_is_counted_once_however_many_workers_take_it_over() -> None:
    MessageFactory.create_batch(BATCH)
    begin(claim(now=HACKING))

    def work(_number: int) -> int:
        try:
            return take_back(now=after_the_lease())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        assert sum(workers.map(work, range(8))) == 1

    assert standing() == [(State.WAITING, 1), *[(State.WAITING, 0)] * (BATCH - 1)]


def test_messages_claimed_one_by_one_by_an_earlier_release_are_taken_over() -> None:
    MessageFactory.create_batch(2, state=State.SENDING, lease_until=HACKING)

    deliver(clock=after_the_lease)

    assert standing() == [(State.SENT, 1)] * 2


def test_slow_worker_does_not_overwrite_what_came_after_it() -> None:
    MessageFactory()
    batch = claim(now=HACKING)
    message = begin(batch)
    deliver(clock=after_the_lease)

    batch.write_down(message, state=State.WAITING)

    assert standing() == [(State.SENT, 1)]


def test_lease_is_renewed_while_a_batch_is_sent() -> None:
    MessageFactory.create_batch(2)
    batch = claim(now=HACKING)
    begin(batch)

    batch.begin_next(now=HACKING + lease() / 2)

    assert Message.objects.order_by("pk")[1].lease_until == HACKING + lease() * 3 / 2


@pytest.mark.parametrize("policy", Message.InDoubt)
def test_worker_that_slept_over_its_lease_begins_nothing_another_one_has(policy: Message.InDoubt) -> None:
    MessageFactory.create_batch(2, in_doubt=policy)
    batch = claim(now=HACKING)
    take_back(now=after_the_lease())
    claim(now=after_the_lease())

    assert batch.begin_next(now=after_the_lease()) is None


def test_message_that_ends_each_worker_is_given_up() -> None:
    MessageFactory(state=State.SENDING, lease_until=HACKING, claim=uuid4(), attempts=MAX_ATTEMPTS - 1)

    deliver(clock=after_the_lease)

    assert Message.objects.get().state == State.DEAD
    assert "died" in Message.objects.get().last_error
    assert mail.outbox == []


def test_message_that_ends_its_worker_lets_others_go_first_and_waits_longer_each_time() -> None:
    first, second = MessageFactory.create_batch(2)
    claim(now=HACKING)
    now = after_the_lease()
    take_back(now=now)
    Message.objects.filter(pk=second.pk).update(due_at=now - SECOND)

    assert claim(now=now).messages == [second, first]

    Message.objects.filter(pk=second.pk).delete()
    later = now + lease() + SECOND
    take_back(now=later)
    assert claim(now=later).messages == []
    assert claim(now=later + lease()).messages == [first]


def test_batch_is_given_back_but_for_what_was_in_hand_when_a_run_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    MessageFactory.create_batch(3)

    def break_off(*_args: object, **_kwargs: object) -> None:
        raise SystemExit

    monkeypatch.setattr(Mailer, "send", break_off)
    with pytest.raises(SystemExit):
        deliver(clock=lambda: HACKING)

    assert [state for state, _ in standing()] == [State.SENDING, State.WAITING, State.WAITING]


def test_lease_outlasts_one_run_of_the_server(settings: Settings) -> None:
    """Greeting, EHLO, STARTTLS, EHLO, AUTH, MAIL, RCPT, DATA, text, QUIT: in what is left before it is renewed."""
    assert timedelta(seconds=10 * settings.EMAIL_TIMEOUT) <= lease() * 2 / 3
