from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from htg.background.embedded import EmbeddedCelery
from htg.celery import app
from planning.outbox.models import Message
from planning.outbox.posting import post
from retros.reminders.models import Reminder
from retros.reminders.tasks import plan_reminders
from tests.factories import DueStepFactory, MessageFactory
from tests.faults.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def celery() -> Iterator[EmbeddedCelery]:
    app.control.purge()  # what other tests asked of no one
    celery = EmbeddedCelery(app)
    celery.start()
    yield celery
    celery.stop()
    celery.join(timeout=5)


@pytest.mark.usefixtures("celery")
def test_posted_message_is_sent_at_once() -> None:
    wait_until(lambda: not any_task_left())

    post(key="news", to="ada@example.org", subject="News", text="Hello.", now=timezone.now())

    wait_until(lambda: Message.objects.get().state == Message.State.SENT, seconds=10)
    assert [sent.subject for sent in mail.outbox] == ["News"]


def test_message_that_waited_and_step_that_is_due_are_found_when_it_starts(
    request: pytest.FixtureRequest,
) -> None:
    MessageFactory(due_at=timezone.now())
    DueStepFactory()

    request.getfixturevalue("celery")

    wait_until(lambda: Message.objects.filter(state=Message.State.SENT).count() == 2)
    assert Reminder.objects.count() == 1


@pytest.mark.usefixtures("celery")
def test_tasks_leave_no_connection_behind() -> None:
    """A thread that kept one would use it for ever, also after the database server hung up."""
    DueStepFactory()
    for _ in range(5):
        plan_reminders.delay()
    wait_until(Reminder.objects.exists)
    wait_until(lambda: not any_task_left())

    if connections["default"].vendor == "postgresql":
        wait_until(lambda: other_sessions() == 0, seconds=5)


def test_stopped_worker_takes_no_more_tasks_and_ends(celery: EmbeddedCelery) -> None:
    wait_until(lambda: not any_task_left())
    celery.stop()
    celery.join(timeout=5)

    post(key="news", to="ada@example.org", subject="News", text="Hello.", now=timezone.now())

    assert not celery.is_running
    assert Message.objects.get().state == Message.State.WAITING


def any_task_left() -> bool:
    with app.connection_for_read() as broker:
        channel: Any = broker.default_channel
        size: int = channel.queue_declare("celery", passive=True).message_count
    return size > 0


def other_sessions() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        (number,) = cursor.fetchone()
    return int(number)
