"""How many rows there are of many kinds: one query.

Each is put into SQL by itself. As parts of a query of Django's own they are copied and renamed again and again, which
takes several times as long as to answer them.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Rows = dict[str, "QuerySet[Any]"]


def number_of_each(rows: Mapping[str, "QuerySet[Any]"]) -> dict[str, int]:
    counts: list[str] = []
    values: list[Any] = []
    for kind in rows.values():
        try:
            sql, params = kind.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # nothing can be in it
            sql, params = "SELECT 1 WHERE 1 = 0", ()
        counts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608  # Django's own SQL
        values += params
    if not counts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", values)
        found: tuple[int, ...] = cursor.fetchone()
    return dict(zip(rows, found, strict=True))
