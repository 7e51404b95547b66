"""The product's gunicorn on a scratch database, watched from outside."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.conf import settings

from tests.bench.pages.asking import Ask
from tests.bench.pages.rows import Garden
from tests.faults.processes import ROOT, wait_until
from tests.mail_server import free_port

CSRF = "b" * 32
BACKENDS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


class Answer:
    """What came back, as it was sent."""

    def __init__(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.status, self.body, self.headers = status, body, headers


class Server:
    def __init__(self, port: int, database: str, garden: Garden) -> None:
        self.garden, self.database, self._port = garden, database, port
        self._pid = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def find_process(self) -> bool:
        """Return whether it answers yet."""
        try:
            self._pid = int(self._send("GET", "/floor/pid/").body)
        except (OSError, ValueError):
            return False
        return True

    def cpu_seconds(self) -> float:
        """What the worker and the database have used for it so far."""
        return processor_time(self._pid) + sum(processor_time(pid) for pid in self._backends())

    def _backends(self) -> list[int]:
        if self.database.startswith("sqlite"):  # it works within the worker
            return []
        with psycopg.connect(self.database, autocommit=True) as connection:
            return [pid for (pid,) in connection.execute(BACKENDS) if is_postgres(pid)]

    def ask(self, ask: Ask, *, rows: int = 0, etag: str = "") -> Answer:
        cookies = {settings.SESSION_COOKIE_NAME: self.garden.session} if ask.signed_in else {}
        headers, body = {"Accept-Encoding": "gzip"}, None
        if ask.votes:
            cookies[settings.CSRF_COOKIE_NAME] = CSRF
            headers |= {"X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode([("topics", slug) for slug in self.garden.chosen])
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if etag:
            headers["If-None-Match"] = etag
        return self._send("POST" if body else "GET", ask.address(self.garden, rows=rows), body, headers)

    def _send(
        self, method: str, address: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            connection.request(method, address, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.read(), {k.lower(): v for k, v in response.getheaders()})
        finally:
            connection.close()


def processor_time(pid: int) -> float:
    """Of all threads of a process, to the nanosecond: what `clock_getcpuclockid` in C makes of its number."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # it has ended
        return 0.0


def is_postgres(pid: int) -> bool:
    """Unless the database is on another machine, where this is the number of some other process, or of none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres")
    except OSError:
        return False


@contextmanager
def serving(database: str, garden: Garden, *, static: Path | None) -> Iterator[Server]:
    server = Server(free_port(), database, garden)
    command = [sys.executable, "-m", "gunicorn", "-c", "python:tests.bench.pages.serving", "htg.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(server, static))  # noqa: S603  # our own
    try:
        wait_until(server.find_process)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def environment(server: Server, static: Path | None) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.pages.settings",
        "DATABASE_URL": server.database,
        "SECRET_KEY": settings.SECRET_KEY,
        "LOCAL": "1",
        "REDIS_URL": "",
        "PORT": server.url.rpartition(":")[2],
        "SITE_URL": server.url,
        "BENCH_STATIC": str(static or ""),
    }
