"""A database for one rehearsal: in memory, made by the migrations, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper


@contextmanager
def scratch_database() -> Iterator[None]:
    """Put an empty database in place of the real one. Nothing within the block can reach the real one."""
    empty = empty_database()
    with in_memory() as scratch:
        scratch.connection.deserialize(empty)
        # Never committed, so what waits for a commit, such as waking a worker that knows the real database, never runs.
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


@cache
def empty_database() -> bytes:
    """As the migrations leave it. Made once per process: they take longer than a rehearsal.

    Over a connection of its own: full-text tables that a connection knows point into nothing once another database is
    put in place of theirs, and SQLite ends the process.
    """
    with in_memory() as scratch:
        call_command("migrate", interactive=False, verbosity=0)
        content: bytes = scratch.connection.serialize()
    return content


@contextmanager
def in_memory() -> Iterator[DatabaseWrapper]:
    real = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = scratch = in_memory_database()
    # Content types remember their row ids, which differ from one database to the next.
    ContentType.objects.clear_cache()
    try:
        scratch.ensure_connection()
        yield scratch
    finally:
        connections[DEFAULT_DB_ALIAS] = real
        ContentType.objects.clear_cache()
        BaseDatabaseWrapper.close(scratch)  # SQLite's own close() keeps a database that is in memory


def in_memory_database() -> DatabaseWrapper:
    databases = {DEFAULT_DB_ALIAS: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    return DatabaseWrapper(connections.configure_settings(databases)[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
