"""Beat ends when asked to, whatever it is doing."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from celery.apps.beat import Beat
from celery.beat import Service

from htg.background.scheduler import EndingScheduler
from htg.celery import app


class StoppedWhileSending(EndingScheduler):
    """The word comes while a task is sent, and what is called there lets it drop, as redis-py sometimes does."""

    ticks = 0

    def apply_entry(self, *_: Any, **__: Any) -> None:
        with suppress(SystemExit):
            os.kill(os.getpid(), signal.SIGTERM)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        self.ticks += 1
        assert self.ticks == 1, "It was asked to stop, and goes on."
        return super().tick(*args, **kwargs)


@pytest.fixture
def _handlers_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_handlers_as_before")
def test_beat_that_is_told_to_end_while_it_sends_a_task_ends() -> None:
    beat = Service(app, max_interval=1, scheduler_cls=StoppedWhileSending)
    Beat(app=app).install_sync_handler(beat)

    beat.start()

    assert isinstance(beat.scheduler, StoppedWhileSending)
    assert beat.scheduler.ticks == 1
