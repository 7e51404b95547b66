"""Workers ended by `kill -9` at random, over and over: what waits in the outbox, and what a policy makes of doubt."""

import time
from collections.abc import Callable
from threading import Event

import pytest
from django.test import Client
from django.utils import timezone

from planning.outbox.models import Message
from retros.reminders.models import Reminder
from tests.admin_pages import act, address, sign_in
from tests.factories import MessageFactory, UserFactory
from tests.faults.people import owners_of_due_steps
from tests.faults.production import Production
from tests.faults.reckoning import all_sent, reckon
from tests.faults.sizes import FULL, HELD_MESSAGES, KILLS, KILLS_WHILE_HELD, PATIENCE, REMINDERS, seeded
from tests.mail_server import MailServer

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

State = Message.State


def test_killed_workers_lose_no_reminder_and_send_again_only_what_was_in_hand(
    production: Production, all_mail: MailServer, figures: Callable[[str], None]
) -> None:
    seed, chance = seeded()
    addresses = owners_of_due_steps(REMINDERS)
    all_mail.seconds_for_each = 0.005 if FULL else 0.02
    began = time.monotonic()
    production.start_workers(2)
    # Half of them while reminders are written, half while they are sent.
    for moment in sorted(chance.sample(range(1, 2 * REMINDERS - KILLS), KILLS)):
        production.run_until(lambda m=moment: Message.objects.count() + len(all_mail.ids) >= m, seconds=PATIENCE)  # type: ignore[misc]
        production.kill_a_worker(chance)
    production.run_until(lambda: all_sent(REMINDERS), seconds=PATIENCE)
    production.come_to_rest()

    found = reckon(addresses, all_mail)
    figures(f"{KILLS} kills: {found}, {time.monotonic() - began:.0f} s, seed {seed}")
    assert (found.lost, found.doubled, found.unexplained) == (0, 0, 0)
    assert found.raw <= KILLS
    assert Reminder.objects.count() == REMINDERS


def test_what_may_not_come_twice_is_held_for_a_person(
    production: Production, all_mail: MailServer, figures: Callable[[str], None]
) -> None:
    seed, chance = seeded()
    addresses = invitations(HELD_MESSAGES)
    all_mail.seconds_for_each = 0.02
    production.start_workers(2)
    for moment in sorted(chance.sample(range(1, HELD_MESSAGES - KILLS_WHILE_HELD * 3), KILLS_WHILE_HELD)):
        production.run_until(lambda m=moment: len(all_mail.ids) >= m, seconds=PATIENCE)  # type: ignore[misc]
        production.kill_a_worker(chance)
    killed = kill_with_a_mail_in_hand(production, all_mail)
    production.run_until(lambda: are_in(State.SENT, State.HELD), seconds=PATIENCE)

    before = reckon(addresses, all_mail)
    held = list(Message.objects.held())
    admin = sign_in(UserFactory(is_staff=True, is_superuser=True))
    assert before.raw == 0
    assert 1 <= len(held) <= KILLS_WHILE_HELD + killed
    assert not_shown(admin, held) == []

    act(admin, "release", held)
    production.run_until(lambda: are_in(State.SENT), seconds=PATIENCE)

    after = reckon(addresses, all_mail)
    figures(
        f"{KILLS_WHILE_HELD + killed} kills, in doubt hold: {before.raw} raw duplicates, {len(held)} held and shown; "
        f"{after.lost} lost of {after.sent} once released, seed {seed}"
    )
    assert (after.lost, after.doubled) == (0, 0)
    assert after.raw <= len(held)  # according to the person who released them


def invitations(number: int) -> list[str]:
    """Messages that are better late than twice. Return their addresses."""
    now = timezone.now()
    messages = MessageFactory.build_batch(number, in_doubt=Message.InDoubt.HOLD, due_at=now, written_at=now)
    return [message.to for message in Message.objects.bulk_create(messages)]


def kill_with_a_mail_in_hand(production: Production, server: MailServer) -> int:
    """End all workers while the server has read a mail it has not answered yet. Return how many there were."""
    in_hand, ended = Event(), Event()

    def wait() -> None:
        in_hand.set()
        ended.wait(PATIENCE)

    server.before_taking = wait
    production.run_until(in_hand.is_set, seconds=PATIENCE)
    number = production.kill_all_workers()
    ended.set()
    return number


def not_shown(admin: Client, messages: list[Message]) -> list[str]:
    """Those whose address the admin's list of held messages does not name."""
    page = admin.get(address(Message, "changelist"), {"state__exact": State.HELD}).content.decode()
    return [message.to for message in messages if message.to not in page]


def are_in(*states: Message.State) -> bool:
    return not Message.objects.exclude(state__in=states).exists()
