"""The product's own processes, started as an operator starts them and ended however a test likes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.days import chosen_day

ROOT = Path(__file__).resolve().parents[2]
# As an operator does, unless the tests are on another day: then the process has to be on the same.
MOVED = ["tests.moved"] if chosen_day() else []


def database_url() -> str:
    """The test's own database, for another process."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    password = f":{quote(parts['PASSWORD'])}" if parts["PASSWORD"] else ""
    return f"postgres://{parts['USER']}{password}@{parts['HOST']}:{parts['PORT'] or 5432}/{parts['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """A laptop's environment on the test's database, with nothing of what the tests run under."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "htg.settings",
        "DATABASE_URL": database_url(),
        "LOCAL": "1",
        "REDIS_URL": "",
        "SECRET_KEY": settings.SECRET_KEY,
        **more,
    }


class Process:
    """A process with its children, and what it printed."""

    def __init__(self, *command: str, log: Path, env: dict[str, str]) -> None:
        self._log = log
        with log.open("ab") as output:
            self._popen = subprocess.Popen(  # noqa: S603  # our own commands
                [sys.executable, "-m", *MOVED, *command],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def output(self) -> str:
        return self._log.read_text()

    def send(self, number: signal.Signals) -> None:
        """To the process and all it started, as a terminal does."""
        os.killpg(self.pid, number)

    def terminate(self) -> None:
        """To the process alone, as an operator does: a worker sees to its children itself."""
        self._popen.terminate()

    def wait(self, seconds: float) -> int:
        return self._popen.wait(seconds)

    def kill(self) -> None:
        if self.is_any_left():
            self.send(signal.SIGKILL)
        self._popen.wait(10)

    def is_any_left(self) -> bool:
        """Whether the process or one that it started still runs."""
        self._popen.poll()
        try:
            os.killpg(self.pid, 0)
        except ProcessLookupError:
            return False
        return True


@contextmanager
def running(*command: str, log: Path, env: dict[str, str]) -> Iterator[Process]:
    """Run `python -m command`, and leave nothing of it behind."""
    process = Process(*command, log=log, env=env)
    try:
        yield process
    finally:
        process.kill()


def wait_until(happened: Callable[[], bool], *, seconds: float = 30.0) -> None:
    """Look again and again, so that a fast machine is not kept waiting. Fails when the time is up."""
    give_up_at = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < give_up_at, f"still not after {seconds:.0f} seconds"
        time.sleep(0.05)
