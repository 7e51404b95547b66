"""Whether a write renews the stamp."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from planning.caching.models import Stamp


def stamps() -> set[UUID]:
    return set(Stamp.objects.values_list("pk", flat=True))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def as_in_a_new_transaction() -> None:
    """PostgreSQL renews it once a transaction, and a test is one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('planning.stamped', '', true)")
            cursor.execute("SELECT set_config('planning.stamped_events', '', true)")


def renews(write: Callable[[], object]) -> bool:
    as_in_a_new_transaction()
    before = stamps()
    write()
    return stamps() != before
