"""What a table's columns are, and how each row is read and checked."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.results import Result
from import_export.widgets import CharWidget, ManyToManyWidget, Widget
from tablib import Dataset

from planning.spreadsheets.cells import Day, Instant, WholeNumber, month_of_event


class Reference(Widget):
    """A row of another table by its natural key, the parts of which stand between slashes."""

    def __init__(self, model: type[Model], *lookups: str) -> None:
        super().__init__()
        self.model, self.lookups = model, lookups

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> Model | None:  # noqa: ARG002
        if not value:
            return None
        parts = value.split("/", len(self.lookups) - 1)
        found = self.find(parts) if len(parts) == len(self.lookups) else None
        if found is None:
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{value}”.")
        return found

    def find(self, parts: list[str]) -> Model | None:
        lookup = dict(zip(self.lookups, parts, strict=True))
        return self.model._default_manager.filter(**lookup).first()

    def render(self, value: Model | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return "/".join(self.parts(value)) if value else ""

    def parts(self, row: Any) -> list[str]:
        return [str(Field(lookup).get_value(row)) for lookup in self.lookups]


class References(ManyToManyWidget):
    """Several rows by their names, with semicolons between."""

    def __init__(self, model: type[Model], field: str) -> None:
        super().__init__(model, separator="; ", field=field)

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> list[Model]:  # noqa: ARG002
        names = {name.strip() for name in (value or "").split(";") if name.strip()}
        found = list(self.model._default_manager.filter(**{f"{self.field}__in": names}))
        if unknown := names - {getattr(row, self.field) for row in found}:
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{'”, “'.join(sorted(unknown))}”.")
        return found


class MarkedDiff(Diff):
    """What a row was and what it becomes, marked without inline styles, which the site's policy forbids."""

    def as_html(self) -> list[SafeString]:
        before = [""] * len(self.left) if self.new else self.left
        return [mark(str(old or ""), str(new or "")) for old, new in zip(before, self.right, strict=True)]


def mark(old: str, new: str) -> SafeString:
    if old == new:
        return format_html("{}", new)
    return format_html("<del>{}</del> <ins>{}</ins>" if old else "{}<ins>{}</ins>", old, new)


class ImportResult(Result):
    def refusals(self) -> Iterator[str]:
        """What is wrong with the table; if it can be read at all, with which rows."""
        yield from (str(error.error) for error in self.base_errors)
        if not self.base_errors:
            yield from self.refused_rows()

    def refused_rows(self) -> Iterator[str]:
        for number, errors in self.row_errors():
            yield f"Row {number}: {' '.join(str(error.error) for error in errors)}"
        for row in self.invalid_rows:
            by_column = {column: " ".join(reasons) for column, reasons in row.error_dict.items()}
            about_all = by_column.pop(NON_FIELD_ERRORS, "")
            reasons = [f"{column}: {reason}" for column, reason in by_column.items()]
            yield f"Row {row.number}: {' '.join([*reasons, about_all])}".strip()


class Table(ModelResource):
    """A table that may come back: each row is checked like a form, and one that changes nothing is left alone."""

    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {
        "DateField": Day,
        "DateTimeField": Instant,
        "PositiveSmallIntegerField": WholeNumber,
        "TextField": CharWidget,
    }
    months: ClassVar[tuple[str, ...]] = ("event",)
    """Columns that hold the month of an event, which spreadsheets take for a date."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = False  # a preview shows what changes; the others are counted

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return MarkedDiff

    @classmethod
    def get_result_class(cls) -> type[Result]:
        return ImportResult

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:  # noqa: ARG002
        columns, known = set(dataset.headers or ()), {field.column_name for field in self.fields.values()}
        if missing := {self.fields[name].column_name for name in self.get_import_id_fields()} - columns:
            raise ValueError(f"These columns are missing: {', '.join(sorted(missing))}.")
        if unknown := columns - known:
            raise ValueError(f"These columns are not known: {', '.join(sorted(map(str, unknown)))}.")

    def before_import_row(self, row: dict[str, str], **kwargs: Any) -> None:  # noqa: ARG002  # import-export's own signature
        for column in set(self.months) & set(row):
            row[column] = month_of_event(row[column])

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Model | None:
        try:
            return super().get_instance(instance_loader, row)  # type: ignore[no-any-return]  # import-export has no types
        except ValueError:
            return None  # said again, beside its column, when the row is read

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
            setattr(instance, field.attribute, before)  # browsers end lines with \r\n, files with \n: no change

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:  # noqa: ARG002, FBT001  # as above
        """Say in the history where the change came from."""
        instance._change_reason = f"Imported from {kwargs.get('file_name') or 'a file'}"[:100]
