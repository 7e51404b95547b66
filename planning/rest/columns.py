"""What a serializer shows, as columns: a list is read by `values()`, and none of its rows becomes an object.

The fields of the serializer stay the one truth: they are looked through once in a process. A field that is no column,
neither of the row nor of one it points to, is named in `made_of`, with the columns it is made of. If there is any
other, the rows have to be objects.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from rest_framework import ISO_8601, fields
from rest_framework.relations import PrimaryKeyRelatedField, SlugRelatedField
from rest_framework.settings import api_settings

from planning.rest.objects import maker_of
from planning.rest.serializers import KnownFields
from planning.rest.showing import SHOWN_AS_THEY_ARE, reading

Row = Mapping[str, Any]
Show = Callable[[Row], Any]
Bind = Callable[[Any], Show]
"""How a field is shown by a serializer: it has the context, which is another for each request."""

AS_THEY_ARE: dict[Any, tuple[type[Any], ...]] = {
    fields.CharField.to_representation: (models.CharField, models.TextField),
    fields.ChoiceField.to_representation: (models.CharField,),
    fields.IntegerField.to_representation: (models.IntegerField,),
    fields.BigIntegerField.to_representation: (models.IntegerField,),
    fields.FloatField.to_representation: (models.FloatField,),
    fields.BooleanField.to_representation: (models.BooleanField,),
}
"""Fields that show what is in these columns as it is."""

PLAIN = ("rest_framework.fields", "rest_framework.relations")
"""Whose fields need nothing but a value."""

RELATED = (PrimaryKeyRelatedField, SlugRelatedField)


class NotInColumns(Exception):
    """Something that only an object can tell."""


@dataclass(frozen=True)
class ColumnPart:
    name: str
    columns: tuple[str, ...]
    bind: Bind


@dataclass(frozen=True)
class Layout:
    """What a kind of serializer shows of a row."""

    serializer_class: type[Any]
    parts: tuple[ColumnPart, ...]
    prefix: str

    @property
    def columns(self) -> set[str]:
        own = {column for part in self.parts for column in part.columns}
        only_where = self.serializer_class.only_where
        return own | ({self.prefix + only_where[0]} if only_where else set())

    def shown_in(self, context: Mapping[str, Any]) -> Show:
        serializer = self.serializer_class(context=context)
        parts = [(part.name, part.bind(serializer)) for part in self.parts]
        show = all_at_once(self, [(name, shown) for name, shown in parts if not isinstance(shown, itemgetter)])

        if self.serializer_class.only_where is None:
            return show
        name, where = self.serializer_class.only_where
        column = self.prefix + name
        return lambda row: show(row) if row[column] in context[where] else None


def all_at_once(layout: Layout, worked_out: Collection[tuple[str, Show]]) -> Show:
    """Most of a row is shown as it is: that is read in one go, in order, and the rest put in its place."""
    names, columns = zip(*((part.name, part.columns[0]) for part in layout.parts), strict=True)
    read = itemgetter(*columns, columns[0])  # one more: of a single column it would return no tuple

    def show(row: Row) -> Any:
        shown = dict(zip(names, read(row), strict=False))
        for name, work_out in worked_out:
            shown[name] = work_out(row)
        return shown

    return show


@cache
def layout_of(serializer_class: type[Any], model: type[models.Model]) -> Layout | None:
    """None if the rows have to be objects."""
    try:
        return layout(serializer_class(), model, "")
    except NotInColumns:
        return None


def layout(serializer: Any, model: type[models.Model], prefix: str) -> Layout:
    if type(serializer).to_representation is not KnownFields.to_representation:
        raise NotInColumns
    parts = tuple(part(field, model, prefix) for field in serializer._readable_fields)
    return Layout(type(serializer), parts, prefix)


def part(field: Any, model: type[models.Model], prefix: str) -> ColumnPart:
    name = str(field.field_name)
    if name in field.parent.made_of:
        columns = field.parent.made_of[name]
        return ColumnPart(
            name, tuple(prefix + column for column in columns), made(field, maker_of(model, columns, prefix))
        )
    if isinstance(field, KnownFields):
        return nested(field, model, prefix)
    if not field.source_attrs or type(field).to_representation.__module__ not in PLAIN:
        raise NotInColumns
    path = [*field.source_attrs, *([field.slug_field] if isinstance(field, SlugRelatedField) else [])]
    column = prefix + "__".join(path)
    return ColumnPart(name, (column,), bound(field, column, column_at(path, model, field, prefix)))


def made(field: Any, make: Callable[[Row], models.Model]) -> Bind:
    if isinstance(field, fields.SerializerMethodField):

        def bind(serializer: Any) -> Show:
            method = getattr(serializer, field.method_name)
            return lambda row: method(make(row))

        return bind
    read = reading(field)
    return lambda _: lambda row: read.shown(make(row))


def nested(field: Any, model: type[models.Model], prefix: str) -> ColumnPart:
    """Another serializer, for what the row points to."""
    relation = column_at(field.source_attrs, model, field, prefix)
    if len(field.source_attrs) > 1 or not getattr(relation, "related_model", None):
        raise NotInColumns
    key = f"{prefix}{relation.attname}"
    inner = layout(field, relation.related_model, f"{prefix}{relation.name}__")

    def bind(serializer: Any) -> Show:
        show = inner.shown_in(serializer.context)
        return lambda row: None if row[key] is None else show(row)

    return ColumnPart(str(field.field_name), (key, *inner.columns), bind)


def column_at(path: list[str], model: type[models.Model], field: Any, prefix: str) -> Any:
    """The column at the end of the way, or None for what the queryset adds to each row."""
    if len(path) == 1 and not prefix and not hasattr(model, path[0]):
        return None
    column, may_end = None, False
    for name in path:
        column = column_of(model, name)
        if may_end and not field.allow_null:  # REST framework leaves the field out, or fails
            raise NotInColumns
        may_end |= column.null
        model = column.related_model
    return column


def column_of(model: type[models.Model], name: str) -> Any:
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist as error:
        raise NotInColumns from error
    if not column.concrete or column.many_to_many:
        raise NotInColumns
    return column


def bound(field: Any, name: str, column: Any) -> Bind:
    get, written = itemgetter(name), field.to_representation
    as_it_is = AS_THEY_ARE.get(type(field).to_representation, ())
    if isinstance(field, RELATED) or isinstance(column, as_it_is):
        return lambda _: get
    if isinstance(field, fields.DateTimeField) and getattr(field, "format", api_settings.DATETIME_FORMAT) == ISO_8601:
        return lambda _: moments(get)
    plain = SHOWN_AS_THEY_ARE.get(type(field))

    def show(row: Row) -> Any:
        value = get(row)
        return value if value is None or type(value) is plain else written(value)

    return lambda _: show


def moments(get: Show) -> Show:
    """As REST framework writes them, but that the time zone is looked up once for all rows."""
    zone = timezone.get_current_timezone()

    def show(row: Row) -> str | None:
        value = get(row)
        if value is None:
            return None
        text = str(value.astimezone(zone).isoformat())
        return text[:-6] + "Z" if text.endswith("+00:00") else text

    return show
