"""What columns a table has, and how each row is read and checked."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.results import InvalidRow, RowResult
from import_export.widgets import CharWidget, ManyToManyWidget, Widget

from planning.backoffice.spreadsheets.cells import DayWidget, InstantWidget, WholeNumberWidget, month_of_event
from planning.backoffice.spreadsheets.dialects import FileRefused
from planning.backoffice.spreadsheets.gathering import Constraints, Values, find_named
from planning.texts.cleaning import folded
from planning.texts.columns import compared_by

LONGEST_SHOWN = 2_000
"""Characters of a cell shown in a preview."""


class ReferenceWidget(Widget):
    """A row of another table by its natural key, whose parts are separated by slashes."""

    def __init__(self, model: type[Model], *lookups: str) -> None:
        super().__init__()
        self.model, self.lookups = model, lookups
        self.found: dict[str, Model] = {}

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> Model | None:  # noqa: ARG002
        """What rows name was looked up for many of them at once, or is made by an earlier one."""
        if not value:
            return None
        parts = self.split(value)
        found = self.found.get(value)
        if found is None and tuple(parts) in kwargs.get("earlier", {}).get(self.model, ()):
            return self.to_be(parts)
        if found is None and len(parts) == len(self.lookups):
            found = self.find(parts)
        if found is None:
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{value}”.")
        self.found[value] = found
        return found

    def gather(self, values: Collection[str]) -> None:
        """Look up at once what many rows name."""
        parts = {value: tuple(self.split(value)) for value in values}
        whole = {name for name in parts.values() if len(name) == len(self.lookups)}
        named = find_named(self.model, self.lookups, whole)
        self.found = {value: named[name] for value, name in parts.items() if name in named}

    def split(self, value: str) -> list[str]:
        return value.split("/", len(self.lookups) - 1)

    def to_be(self, parts: list[str]) -> Model:
        """What an earlier row of the same table will create."""
        row = self.model()
        for lookup, part in zip(self.lookups, parts, strict=True):
            *path, name = lookup.split("__")
            target: Any = row
            for step in path:
                setattr(target, step, target._meta.get_field(step).related_model())
                target = getattr(target, step)
            setattr(target, name, part)
        return row

    def find(self, parts: list[str]) -> Model | None:
        found = self.model._default_manager.all()
        for path, part in zip(self.lookups, parts, strict=True):
            lookup, column = compared_by(self.model, path)
            found = found.filter(**{lookup: column.to_python(part)})
        return found.first()

    def render(self, value: Model | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return "/".join(self.parts(value)) if value else ""

    def parts(self, row: Any) -> list[str]:
        return [str(Field(lookup).get_value(row)) for lookup in self.lookups]


class ReferencesWidget(ManyToManyWidget):
    """Several rows by their names, separated by semicolons."""

    def __init__(self, model: type[Model], field: str) -> None:
        super().__init__(model, separator="; ", field=field)

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> list[Model]:  # noqa: ARG002
        names = {folded(name): name.strip() for name in (value or "").split(";") if name.strip()}
        found = list(self.model._default_manager.filter(**{f"{compared_by(self.model, self.field)[0]}__in": names}))
        if unknown := names.keys() - {folded(getattr(row, self.field)) for row in found}:
            absent = sorted(names[name] for name in unknown)
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{'”, “'.join(absent)}”.")
        return found


class PlainDiff(Diff):
    """What a row was and what it becomes, cell by cell. Empty if it is not shown."""

    def __init__(self, resource: "Table", instance: Model, new: bool) -> None:  # noqa: FBT001  # import-export's own signature
        self.new = new
        self.left: list[Any] = []
        self.right: list[Any] = []
        if resource.is_shown:
            super().__init__(resource, instance, new)

    def compare_with(self, resource: "Table", instance: Model) -> None:
        if resource.is_shown:
            self.right = [resource.becomes(field, instance) for field in resource.get_import_fields()]

    def as_html(self) -> list[tuple[str, str]]:
        """Pairs for the page to highlight: the library would use inline styles, which our policy forbids."""
        before = [""] * len(self.right) if self.new else self.left
        return [(shortened_cell(old), shortened_cell(new)) for old, new in zip(before, self.right, strict=True)]


def shortened_cell(cell: object) -> str:
    text = str(cell or "")
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def mark_difference(old: str, new: str) -> SafeString:
    if old == new:
        return format_html("{}", new)
    return format_html("<del>{}</del> <ins>{}</ins>" if old else "{}<ins>{}</ins>", old, new)


def refusal_of(result: RowResult) -> str:
    """What is wrong with a row, by its columns. Nothing if it is fine."""
    if any(isinstance(error.error, IntegrityError) for error in result.errors):
        return "It no longer fits what is in the database. Choose the file again to see what is wrong."
    if result.errors:
        return " ".join(str(error.error) for error in result.errors)
    if not result.validation_error:
        return ""
    by_column = InvalidRow(0, result.validation_error, ()).error_dict
    about_all = " ".join(by_column.pop(NON_FIELD_ERRORS, ()))
    return " ".join([*(f"{column}: {' '.join(said)}" for column, said in by_column.items()), about_all]).strip()


class Table(ModelResource):
    """A table that can come back: each row is checked like a form, and one that changes nothing is left alone."""

    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {
        "DateField": DayWidget,
        "DateTimeField": InstantWidget,
        "PositiveSmallIntegerField": WholeNumberWidget,
        "TextField": CharWidget,
    }
    months: ClassVar[tuple[str, ...]] = ("event",)
    """Columns that hold the month of an event, which spreadsheets take for a date."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True

    def __init__(self, *, is_checked: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_checked = is_checked
        self.is_shown = True
        self.there: dict[Values, Model] = {}
        self.made: list[Any] = []
        self.changed: list[Any] = []
        self.constraints = Constraints(self._meta.model)

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    @property
    def loader(self) -> Any:
        return self._meta.instance_loader_class(self)

    def refuse_columns(self, header: Sequence[str]) -> None:
        columns, known = set(header), {field.column_name for field in self.fields.values()}
        if missing := set(self.named_by()) - columns:
            raise FileRefused(f"These columns are missing: {', '.join(sorted(missing))}.")
        if unknown := columns - known:
            raise FileRefused(f"These columns are unknown: {', '.join(sorted(unknown))}.")

    def named_by(self) -> list[str]:
        """The columns that say which row it is."""
        return [self.fields[name].column_name for name in self.get_import_id_fields()]

    def name_of(self, row: dict[str, str]) -> tuple[str, ...]:
        return tuple(self.cell(row, column) for column in self.named_by())

    def cell(self, row: dict[str, str], column: str) -> str:
        """Spaces around a cell mean nothing; around the lines of a text they might."""
        cell = row[column] if column in self.texts else row[column].strip()
        return month_of_event(cell) if column in self.months else cell

    @cached_property
    def texts(self) -> set[str]:
        return {name for name, field in self.fields.items() if isinstance(field.widget, CharWidget)}

    def gather(self, rows: Sequence[dict[str, str]]) -> None:
        """Ask at once what would be asked for each of these rows. Those that are there are locked to be written."""
        for row in rows:
            self.clean_cells(row)
        for field in self.get_import_fields():
            if isinstance(field.widget, ReferenceWidget):
                field.widget.gather({cell for row in rows if (cell := row.get(field.column_name))})
        there = self.get_queryset()
        self.find_rows(rows, there.select_for_update(of=("self",)) if self.is_checked else there)
        if not self.is_checked:
            self.constraints.gather(self.fields, rows)

    def find_rows(self, rows: Sequence[dict[str, str]], there: QuerySet[Any]) -> None:
        """Remember what is there of these rows already."""
        named_by = [self.fields[name] for name in self.get_import_id_fields()]
        wanted = {name for row in rows if (name := self.key_of(row))}
        columns = zip(named_by, zip(*wanted, strict=True), strict=False)
        found = there.filter(**{f"{field.attribute}__in": set(values) for field, values in columns}) if wanted else ()
        self.there = {tuple(field.get_value(row) for field in named_by): row for row in found}

    def key_of(self, row: dict[str, str]) -> Values | None:
        try:
            return tuple(self.fields[name].clean(row) for name in self.get_import_id_fields())
        except ValueError:
            return None  # reported, beside its column, when the row is read

    def before_import_row(self, row: dict[str, str], **kwargs: Any) -> None:  # noqa: ARG002  # import-export's own signature
        self.clean_cells(row)
        self.row = row

    def clean_cells(self, row: dict[str, str]) -> None:
        row.update({column: self.cell(row, column) for column in row})

    def get_instance(self, _loader: object, row: dict[str, str]) -> Model | None:
        name = self.key_of(row)
        return self.there.get(name) if name else None

    def import_field(
        self,
        field: Field,
        instance: Model,
        row: dict[str, Any],
        is_m2m: bool = False,  # noqa: FBT001, FBT002  # import-export's own signature
        **kwargs: Any,
    ) -> None:
        before = None if is_m2m else field.get_value(instance)
        super().import_field(field, instance, row, is_m2m, **kwargs)
        if isinstance(before, str) and before.splitlines() == str(field.get_value(instance)).splitlines():
            setattr(instance, field.attribute, before)  # browsers end lines with \r\n, files with \n: not a change

    def becomes(self, field: Field, instance: Model) -> Any:
        """What a cell should hold. Relations, which need a saved row, come from the file."""
        if isinstance(field.widget, ManyToManyWidget) and field.column_name in self.row:
            return field.widget.separator.join(getattr(row, field.widget.field) for row in field.clean(self.row))
        return field.export(instance)

    def validate_instance(
        self,
        instance: Model,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,  # noqa: ARG002, FBT001, FBT002  # import-export's own signature
    ) -> None:
        errors: dict[str, Any] = dict(import_validation_errors or {})
        if self.is_checked and not errors:
            return
        self.constraints.full_clean(instance, errors)
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Model, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: FBT001  # as above
        if not kwargs["dry_run"]:
            super().save_instance(instance, is_create, row, **kwargs)

    def save_m2m(self, instance: Model, row: dict[str, Any], **kwargs: Any) -> None:
        if not kwargs["dry_run"]:
            super().save_m2m(instance, row, **kwargs)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:  # noqa: ARG002, FBT001  # as above
        """Say in the history where the change came from, and whose it is: there is no request to go by."""
        instance._change_reason = f"Imported from {kwargs.get('file_name') or 'a file'}"[:100]
        instance._history_user = kwargs.get("user")

    def do_instance_save(self, instance: Any, is_create: bool) -> None:  # noqa: FBT001  # as above
        """The history of a part's rows is written at once, when it is through."""
        if not hasattr(instance, "save_without_historical_record"):
            super().do_instance_save(instance, is_create)
            return
        instance.save_without_historical_record(force_insert=is_create)
        (self.made if is_create else self.changed).append(instance)

    def finish(self) -> None:
        """Do what is to be done once all rows of a part are saved."""
        model: Any = self._meta.model
        if self.made:
            model.history.bulk_history_create(self.made)
        if self.changed:
            model.history.bulk_history_create(self.changed, update=True)
