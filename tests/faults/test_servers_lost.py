"""What the site depends on goes away in the middle, and comes back: its Redis, its PostgreSQL, one beat too many."""

import time
from collections.abc import Callable

import pytest
from django.db import connection

from tests.faults.people import owners_of_due_steps
from tests.faults.production import Production
from tests.faults.reckoning import all_sent, reckon
from tests.faults.servers import PostgreSQL, RedisServer
from tests.faults.sizes import FEWER_REMINDERS, PATIENCE, RESTARTS
from tests.mail_server import MailServer

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

BEATS, WORKERS = 2, 4


def moments(number: int) -> list[int]:
    """How many mails have arrived when something happens, evenly spread."""
    return [FEWER_REMINDERS * n // (number + 1) for n in range(1, number + 1)]


def test_redis_that_is_emptied_and_killed_loses_no_reminder(
    production: Production, redis_server: RedisServer, all_mail: MailServer, figures: Callable[[str], None]
) -> None:
    addresses = owners_of_due_steps(FEWER_REMINDERS)
    all_mail.seconds_for_each = 0.02
    production.start_workers(2)
    production.start_beats(1)
    for number, moment in enumerate(moments(2 * RESTARTS)):
        production.run_until(lambda m=moment: len(all_mail.ids) >= m, seconds=PATIENCE)  # type: ignore[misc]
        if number % 2:
            redis_server.kill()
            time.sleep(1)
            redis_server.start()
        else:
            redis_server.empty()
    production.run_until(lambda: all_sent(FEWER_REMINDERS), seconds=PATIENCE)

    found = reckon(addresses, all_mail)
    figures(f"Redis emptied {RESTARTS} times and killed {RESTARTS} times: {found}")
    assert (found.lost, found.doubled, found.raw) == (0, 0, 0)


def test_two_beats_and_four_workers_send_nothing_twice(
    production: Production, all_mail: MailServer, figures: Callable[[str], None]
) -> None:
    addresses = owners_of_due_steps(FEWER_REMINDERS)
    production.start_workers(WORKERS)
    production.start_beats(BEATS)  # each begins with all its tasks
    production.run_until(lambda: all_sent(FEWER_REMINDERS), seconds=PATIENCE)
    production.come_to_rest()

    found = reckon(addresses, all_mail)
    figures(f"{BEATS} beats and {WORKERS} workers: {found}")
    assert (found.lost, found.doubled, found.raw) == (0, 0, 0)


def test_postgresql_that_crashes_loses_no_reminder(
    own_postgresql: PostgreSQL, production: Production, all_mail: MailServer, figures: Callable[[str], None]
) -> None:
    addresses = owners_of_due_steps(FEWER_REMINDERS)
    all_mail.seconds_for_each = 0.02
    production.start_workers(2)
    for moment in moments(RESTARTS):
        production.run_until(lambda m=moment: len(all_mail.ids) >= m, seconds=PATIENCE)  # type: ignore[misc]
        own_postgresql.crash()
        time.sleep(1)
        own_postgresql.start()
        connection.close()
    production.run_until(lambda: all_sent(FEWER_REMINDERS), seconds=PATIENCE)

    found = reckon(addresses, all_mail)
    figures(f"PostgreSQL crashed {RESTARTS} times: {found}")
    assert (found.lost, found.doubled) == (0, 0)
    assert found.raw <= 2 * RESTARTS  # of two workers, each may have had one in hand
