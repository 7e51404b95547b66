"""That a list costs the same however long it is: a full page of it, and the same page with two more pages behind."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from planning.paging import ROWS


def cost_of(client: Client | APIClient, address: str) -> tuple[int, int]:
    """The queries and the bytes of an answer."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries), len(answer.content)


def assert_flat(client: Client | APIClient, address: str, add: Callable[[int], object], *, rows: int = ROWS) -> None:
    """`add` makes that many rows; `rows` fill a page. The way to the other pages may take a few bytes."""
    add(rows)
    client.get(address)  # what is found out once a process has been found out
    queries, size = cost_of(client, address)
    add(2 * rows)
    more_queries, more_size = cost_of(client, address)

    assert more_queries == queries
    assert abs(more_size - size) < 0.1 * size
