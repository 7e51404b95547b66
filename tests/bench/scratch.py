"""Databases to fill and throw away: SQLite always, PostgreSQL if it answers."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from psycopg import sql

from tests.databases import make_tables, using_database

POSTGRESQL = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"


def kinds() -> list[str]:
    return ["SQLite", "PostgreSQL"] if postgresql_answers() else ["SQLite"]


def postgresql_answers() -> bool:
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


@contextmanager
def scratch(kind: str, *, migrated: bool = False) -> Iterator[str]:
    """The address of a database with empty tables, gone afterwards. With what only migrations make, if need be."""
    with ExitStack() as stack:
        url = stack.enter_context(scratch_file() if kind == "SQLite" else scratch_postgresql())
        with using_database(url):
            if migrated:
                call_command("migrate", verbosity=0)
            else:
                make_tables()
        yield url


@contextmanager
def scratch_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="htg-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


@contextmanager
def scratch_postgresql() -> Iterator[str]:
    name = f"htg_bench_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(POSTGRESQL)._replace(path=name).geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
