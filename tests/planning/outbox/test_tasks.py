from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from htg.celery import app
from planning.outbox import tasks
from planning.outbox.models import Message
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_deliver_waiting_sends_all_that_is_due_now() -> None:
    MessageFactory.create_batch(3, due_at=timezone.now())
    MessageFactory(due_at=timezone.now() + timedelta(minutes=1))

    assert tasks.deliver_waiting() == 3

    assert len(mail.outbox) == 3


def test_deliver_waiting_leaves_the_rest_to_the_next_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    MessageFactory.create_batch(3, due_at=timezone.now())
    monkeypatch.setattr(tasks, "AT_MOST", 0.0)

    assert tasks.deliver_waiting() == 0

    assert Message.objects.filter(state=Message.State.WAITING).count() == 3


def test_run_that_has_more_to_do_wakes_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    MessageFactory.create_batch(3, due_at=timezone.now())
    monkeypatch.setattr(tasks, "AT_MOST", 0.0)
    app.control.purge()

    tasks.deliver_waiting()

    assert app.control.purge() == 1


def test_run_that_is_through_wakes_nobody() -> None:
    MessageFactory(due_at=timezone.now())
    app.control.purge()

    tasks.deliver_waiting()

    assert app.control.purge() == 0
