import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.core.cache import caches
from django.db import connection
from pytest_django import Settings

from tests.days import move_clock
from tests.factories import EventFactory, NextStepFactory
from tests.mail_server import MailServer, serving_mail
from tests.migrated import copy_sqlite_template, postgresql_template

REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")


def pytest_configure(config: pytest.Config) -> None:
    """Move the clock of the whole run, if a day was chosen."""
    journey = move_clock()
    if journey:
        config.add_cleanup(journey.stop)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests counted. Here, because the processes that run tests report it to the one that prints."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.getreports(name)]
    lines = [value for report in reports for name, value in report.user_properties if name == "figures"]
    if lines:
        terminalreporter.section("figures")
    for line in lines:
        terminalreporter.write_line(str(line))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take SQLite's file as it was copied."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_use_migrations: bool,  # noqa: FBT001  # a fixture
) -> Iterator[None]:
    """Begin with a copy of what the migrations make. Here, because each process has a database of its own."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        if django_db_use_migrations:
            test["TEMPLATE"] = postgresql_template(os.environ["TEST_DATABASE_URL"])
        yield
        return
    copied = [Path(test["NAME"] + rest) for rest in ("", "-wal", "-shm")]
    for path in copied:
        path.unlink(missing_ok=True)
    if django_db_use_migrations:
        copy_sqlite_template(copied[0])
    yield
    connection.close()
    for path in copied:
        path.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _counted_from_the_first_on() -> None:
    """Tests name months, and numbers of steps: none runs into one because of what others made before it."""
    EventFactory.reset_sequence(0)
    NextStepFactory.reset_sequence(0)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Throttles count in the cache: no test pays for another one's requests."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def in_berlin(settings: Settings) -> None:
    """For tests that say what a clock shows in Berlin. The others pass wherever the site is."""
    settings.TIME_ZONE = "Europe/Berlin"


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A real one. Mail goes there instead of to `mail.outbox`."""
    with serving_mail() as server:
        settings.EMAIL_BACKEND = "planning.outbox.mail.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A database of the Redis for this test alone. Databases 1 to 15 are lent, by a note in database 0."""
    base = urlsplit(REDIS_URL)._replace(path="").geturl()
    with redis.Redis.from_url(base) as notes:
        number = next(n for n in range(1, 16) if notes.set(f"htg-test-lends-{n}", os.getpid(), nx=True, ex=600))
        with redis.Redis.from_url(f"{base}/{number}") as lent:
            lent.flushdb()
            yield f"{base}/{number}"
            lent.flushdb()
        notes.delete(f"htg-test-lends-{number}")
