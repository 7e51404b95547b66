"""Celery inside the web server: its worker and its clock as threads, where no broker is set up.

Tasks travel in memory and are gone when the process ends. That loses nothing: they only wake what the database holds.
"""

import logging
import os
import time
from collections.abc import Callable
from threading import Thread

from celery import Celery
from celery.beat import Service
from celery.worker import WorkController, state


class EmbeddedCelery:
    """A worker that takes one task at a time, and beat. Starts once; ends with the process at the latest."""

    def __init__(self, app: Celery) -> None:
        app.conf.worker_enable_remote_control = False  # no other process is there to ask
        # On the console of a laptop, a line for every sweep would bury everything else.
        logging.getLogger("celery").setLevel(logging.WARNING)
        self._worker = WorkController(
            app=app, pool="solo", without_gossip=True, without_mingle=True, without_heartbeat=True
        )
        # Checks every second whether it has been stopped.
        self._beat = Service(app, max_interval=1)
        self._beat.scheduler_cls = app.conf.beat_scheduler
        self._threads = [_thread("worker", self._worker.start), _thread("beat", self._beat.start)]

    @property
    def is_running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, *, patience: float = 5.0) -> None:
        """Take no more tasks, and wait for the one that is running. An idle thread ends with the process."""
        state.should_stop = os.EX_OK  # type: ignore[assignment]  # None, as it is declared, until it is an exit code
        self._beat.stop()
        give_up_at = time.monotonic() + patience
        while state.active_requests and time.monotonic() < give_up_at:
            time.sleep(0.05)

    def join(self, timeout: float) -> None:
        """Wait until both threads have ended."""
        for thread in self._threads:
            thread.join(timeout)
        state.should_stop = None


def _thread(name: str, run: Callable[[], None]) -> Thread:
    return Thread(target=run, name=f"celery-{name}", daemon=True)
