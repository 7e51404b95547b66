"""Sending the same thing again, by a second press, by Back or by a script, does not mean wanting it twice."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

WITHIN = timedelta(minutes=1)


def sent_before(rows: "QuerySet[Row]", moment: str, *, now: datetime, **content: Any) -> Row | None:
    """The same row, made a moment ago. Ask while holding the lock under which such rows are made."""
    columns = {name: rows.model._meta.get_field(name) for name in content}
    texts = {name: columns[name].to_python(value) for name, value in content.items() if isinstance(value, str)}  # type: ignore[union-attr]  # columns, not relations
    return rows.filter(**content | texts, **{f"{moment}__gt": now - WITHIN}).order_by("-pk").first()
