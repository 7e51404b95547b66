"""A mail server at its worst. Nothing is lost, and what comes again comes under its id."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from planning.outbox.models import Message
from tests.faults.people import owners_of_due_steps
from tests.faults.production import PLAN, Production
from tests.faults.reckoning import all_sent, reckon
from tests.faults.sizes import FEWER_REMINDERS, LEASE_SECONDS, PATIENCE
from tests.mail_server import MailServer

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

HANG_UPS = FEWER_REMINDERS // 10
SLOW = 0.3


@dataclass(frozen=True)
class Trouble:
    """What a mail server does to those who bring mail, and when they have had enough of it."""

    begin: Callable[[MailServer], object]
    is_over: Callable[[MailServer], bool]
    end: Callable[[MailServer], object] = lambda _: None
    raw: int = 0
    """How many mails may come twice: it took them, and did not say so."""


TROUBLES = {
    "refusing connections": Trouble(
        begin=MailServer.close,
        is_over=lambda _: Message.objects.exclude(last_error="").exists(),
        end=MailServer.open,
    ),
    # So slow that a lease would run out under a worker who took more than it can send.
    "slow": Trouble(
        begin=lambda server: setattr(server, "seconds_for_each", SLOW),
        is_over=lambda server: len(server.ids) * SLOW > 1.2 * LEASE_SECONDS,
        end=lambda server: setattr(server, "seconds_for_each", 0.0),
    ),
    "greylisting": Trouble(
        begin=lambda server: setattr(server, "greylists", True),
        is_over=lambda server: len(server.greylisted) == FEWER_REMINDERS,
    ),
    "hanging up after DATA": Trouble(
        begin=lambda server: setattr(server, "hangs_up_before_taking", HANG_UPS),
        is_over=lambda server: not server.hangs_up_before_taking,
    ),
    "taking, but hanging up": Trouble(
        begin=lambda server: setattr(server, "hangs_up_after_taking", HANG_UPS),
        is_over=lambda server: not server.hangs_up_after_taking,
        raw=HANG_UPS,
    ),
}


def test_mail_server_in_trouble_loses_no_reminder(
    production: Production, all_mail: MailServer, figures: Callable[[str], None]
) -> None:
    production.start_workers(2)
    for number, (name, trouble) in enumerate(TROUBLES.items(), start=1):
        all_mail.forget()
        trouble.begin(all_mail)
        addresses = owners_of_due_steps(FEWER_REMINDERS, name=f"trouble{number}-")
        production.wake(PLAN)
        production.run_until(lambda t=trouble: t.is_over(all_mail), seconds=PATIENCE)  # type: ignore[misc]
        trouble.end(all_mail)
        wanted = FEWER_REMINDERS * number
        production.run_until(lambda w=wanted: all_sent(w), seconds=PATIENCE, meanwhile=hurry)  # type: ignore[misc]

        found = reckon(addresses, all_mail)
        figures(f"Mail server {name}: {found}")
        assert (found.lost, found.doubled) == (0, 0)
        assert found.raw <= trouble.raw


def hurry() -> None:
    """Let the time pass that a message waits for its next attempt."""
    now = timezone.now()
    Message.objects.filter(state=Message.State.WAITING, due_at__gt=now).update(due_at=now)
