"""A database other than the tests' own, for as long as it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.utils import ConnectionHandler
from django.test import override_settings
from environ import Env

from planning.caching.triggers import watch_tables
from planning.finding.indexing import make_index, tables


@contextmanager
def using_database(url: str) -> Iterator[None]:
    """Have this process work on it, and the processes that it starts."""
    ours, config = connections["default"], Env.db_url_config(url)
    if config["ENGINE"] == settings.DATABASES["default"]["ENGINE"]:
        config["OPTIONS"] = settings.DATABASES["default"].get("OPTIONS", {})
    connections["default"] = ConnectionHandler({"default": config})["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = ours


def make_tables() -> None:
    """The tables as the models are by now, without the way there."""
    with override_settings(MIGRATION_MODULES=dict.fromkeys((app.label for app in apps.get_app_configs()), None)):
        call_command("migrate", run_syncdb=True, verbosity=0)
    for table in (*tables("planning"), *tables("retros")):  # what only migrations make
        make_index(connections["default"], table)
    watch_tables(using="default")


def busy(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """For `connection.execute_wrapper`: any write finds SQLite locked by someone else."""
    if sql.startswith("INSERT"):
        raise OperationalError("database is locked")
    return execute(sql, *rest)
