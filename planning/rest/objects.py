"""Objects with a few columns and nothing else, for what a model makes of them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import models
from django.db.models.base import ModelState

Row = Mapping[str, Any]
Make = Callable[[Row], models.Model]


def maker_of(model: type[models.Model], columns: Collection[str], prefix: str) -> Make:
    """Make an object from a row by `values()`, several times as fast as `from_db`.

    A column of what the row points to is named as in a query. Whatever else is asked of the object fails.
    """
    own = [(column, prefix + column) for column in columns if "__" not in column]
    related = {
        name: maker_of(model._meta.get_field(name).related_model, theirs, f"{prefix}{name}__")  # type: ignore[arg-type]  # a model
        for name, theirs in by_relation(columns).items()
    }

    def make(row: Row) -> models.Model:
        made = model.__new__(model)
        state = ModelState()
        state.adding = False
        state.fields_cache = {name: make_theirs(row) for name, make_theirs in related.items()}
        made.__dict__ = {"_state": state, **{column: row[name] for column, name in own}}
        return made

    return make


def by_relation(columns: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for column in columns:
        relation, _, rest = column.partition("__")
        if rest:
            found.setdefault(relation, []).append(rest)
    return found
