"""What many rows ask of the database, asked once for all of them: one by one it is what an import spends its time on.

Whatever is not known from here is asked for as if there were no others.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint

from planning.backoffice.spreadsheets.twins import source_columns
from planning.texts.cleaning import folded
from planning.texts.columns import compared_by

Row = Mapping[str, str]
Values = tuple[Any, ...]


def find_named(model: type[Model], lookups: Collection[str], names: Collection[Values]) -> dict[Values, Model]:
    """Rows by their natural keys: `("2026-12", "live-migration")` by `event__slug` and `slug`."""
    if not names:
        return {}
    compared = [compared_by(model, path) for path in lookups]
    paths = [path for path, _column in compared]
    wanted = {name: tuple(map(as_compared, name, compared)) for name in names}
    columns = zip(paths, zip(*wanted.values(), strict=True), strict=True)
    along = {path.rpartition("__")[0] for path in paths if "__" in path}
    rows = model._default_manager.select_related(*along).filter(**{f"{path}__in": set(of) for path, of in columns})
    found = {tuple(value_of(row, path) for path in paths): row for row in rows}
    return {name: found[values] for name, values in wanted.items() if values in found}


def as_compared(part: str, compared: tuple[str, Any]) -> Any:
    path, column = compared
    return column.to_python(part) if path.rpartition("__")[2] == column.name else folded(part)


def value_of(row: Any, path: str) -> Any:
    return reduce(getattr, path.split("__"), row)


class CannotTell(Exception):
    """Only the database knows."""


def holds(condition: Any, row: Model) -> bool | None:
    """What the database would say of a check whether columns are the same, empty or listed: None is its NULL."""
    if not isinstance(condition, Q):
        return compares(condition, row)
    answers = [holds(child, row) for child in condition.children]
    decisive = condition.connector == Q.OR
    answer = decisive if decisive in answers else None if None in answers else not decisive
    return answer is not True if condition.negated else answer


def compares(lookup: Any, row: Model) -> bool | None:
    if not isinstance(lookup, tuple):
        raise CannotTell
    (name, _, how), value = lookup[0].partition("__"), lookup[1]
    own = value_in(row, name)
    if how == "isnull":
        return (own is None) is bool(value)
    if how == "in" and isinstance(value, list):
        return None if own is None else own in value
    if how not in {"", "lte"} or (not isinstance(value, F) and hasattr(value, "resolve_expression")):
        raise CannotTell
    other = value_in(row, value.name) if isinstance(value, F) else value  # type: ignore[attr-defined]  # not in the stubs
    if own is None or other is None:
        return None
    if how and isinstance(own, str):
        raise CannotTell  # texts are in another order there
    return bool(own <= other if how else own == other)


def value_in(row: Model, name: str) -> Any:
    meta: Any = row._meta
    return getattr(row, name if name == "pk" else meta.get_field(name).attname)


class Constraints:
    """Whether rows keep the constraints of their model.

    Who has what may be there once is asked for many rows at once. Where that does not show that a row is fine, Django
    finds out, and says what is wrong.
    """

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.holders: dict[str, dict[Values, set[Any]]] = {}

    def gather(self, fields: Mapping[str, Any], rows: Collection[Row]) -> None:
        """Look up who has what these rows are to have."""
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.fields:
                wanted = set(self.values_in(rows, constraint, fields))
                self.holders[constraint.name] = self.who_has(constraint, wanted) if wanted else {}

    def values_in(
        self, rows: Iterable[Row], constraint: UniqueConstraint, fields: Mapping[str, Any]
    ) -> Iterator[Values]:
        typed: list[Any] = [
            fields.get(name) for column in constraint.fields for name in source_columns(self.model, column)
        ]
        for row in rows:
            probe = self.model()
            try:
                for field in typed:
                    field.save(probe, row)
            except (AttributeError, KeyError, ValueError):
                continue  # not in the table, or wrong: said when the row is read
            values = self.values_of(probe, constraint.fields)
            if None not in values:
                yield values

    def who_has(self, constraint: UniqueConstraint, wanted: set[Values]) -> dict[Values, set[Any]]:
        columns = dict(zip(constraint.fields, zip(*wanted, strict=True), strict=True))
        rows = self.model._base_manager.filter(**{f"{name}__in": set(values) for name, values in columns.items()})
        if constraint.condition:
            rows = rows.filter(constraint.condition)
        holders: dict[Values, set[Any]] = {values: set() for values in wanted}
        for pk, *values in rows.values_list("pk", *constraint.fields):
            if tuple(values) in holders:
                holders[tuple(values)].add(pk)
        return holders

    def full_clean(self, row: Model, errors: dict[str, Any]) -> None:
        """Add what is wrong, as Django's own does, without asking once more whether there is what a row refers to."""
        references = (field for field in row._meta.fields if field.is_relation)
        found = {field.name for field in references if getattr(row, field.attname) is not None}
        checks: list[Callable[[], None]] = [
            lambda: row.clean_fields(exclude={*errors, *found}),
            row.clean,
            lambda: row.validate_unique(exclude={*errors}),
            lambda: self.validate(row, exclude=errors.keys()),
        ]
        for check in checks:
            try:
                check()
            except ValidationError as error:
                error.update_error_dict(errors)

    def validate(self, row: Model, exclude: Collection[str]) -> None:
        if exclude or not all(self.is_kept(row, constraint) for constraint in self.model._meta.constraints):
            row.validate_constraints(exclude=set(exclude))

    def is_kept(self, row: Model, constraint: Any) -> bool:
        if isinstance(constraint, CheckConstraint):
            with suppress(CannotTell):
                return holds(constraint.condition, row) is not False
        if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
            return False
        values, holders = self.values_of(row, constraint.fields), self.holders.get(constraint.name, {})
        return None in values or (values in holders and holders[values] <= {row.pk})

    def values_of(self, row: Model, columns: Iterable[str]) -> Values:
        return tuple(value_in(row, name) for name in columns)
