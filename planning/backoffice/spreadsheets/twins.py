"""Two rows of one table that are about the same thing: no one can tell which of them should count."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.models import F, Model, UniqueConstraint

from planning.backoffice.spreadsheets.dialects import FileRefused
from planning.texts.cleaning import folded
from planning.texts.columns import Folded


def refuse_twins(
    model: type[Model], named_by: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    """Return how many rows there are."""
    number = 0
    names = [tuple(map(header.index, named_by))]
    marks = {tuple(map(header.index, columns)) for columns in unique(model) if set(columns) <= set(header)} - {*names}
    seen: dict[tuple[tuple[int, ...], tuple[str, ...]], int] = {}
    for number, row in enumerate(rows, 1):
        for places in (*names, *marks):
            cells = tuple(folded(row[place]) for place in places)
            if places in marks and not all(cells):
                continue  # two empty values are not the same thing
            first = seen.setdefault((places, cells), number)
            if first != number:
                what = " ".join(row[place] for place in places if row[place])
                raise FileRefused(f"Rows {first} and {number} are both about “{what}”. Remove one of them.")
    return number


def unique(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """What the database holds at most once, by the names of its columns."""
    yield from ((field.name,) for field in model._meta.fields if field.unique)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            typed = chain.from_iterable(source_columns(model, name) for name in constraint.fields)
            yield (*typed, *columns_in(constraint.expressions))


def source_columns(model: type[Model], name: str) -> tuple[str, ...]:
    """The table's columns that a database column is made from: `name` for `folded_name`."""
    field = model._meta.get_field(name)
    return field.sources if isinstance(field, Folded) else (name,)


def columns_in(expressions: Iterable[Any]) -> Iterator[str]:
    """`event` and `github` from `"event", Lower("github")`."""
    for expression in expressions:
        if isinstance(expression, F):
            yield expression.name  # type: ignore[attr-defined]  # not in the stubs
        else:
            yield from columns_in(expression.get_source_expressions())
