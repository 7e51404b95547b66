"""Tables out of the admin, and back in: what both directions share.

A table names rows as people do (`2026-12/live-migration`), not by number, so it means the same in another database.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export.admin import ExportMixin, ImportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, JSON
from import_export.forms import ExportForm
from import_export.resources import Diff, ModelResource
from import_export.results import Result
from import_export.widgets import CharWidget, ManyToManyWidget, Widget
from tablib import Dataset

from planning.texts.cleaning import folded
from planning.texts.columns import compared_by

FORMULA = re.compile(r"^'*[=+\-@\t\r]")
"""A cell that a spreadsheet would run, perhaps guarded by quotes already."""


class GuardedCSV(CSV):
    """Cells that a spreadsheet would take for a formula get a quote in front, and lose it on the way back."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        guarded = (tuple("'" + cell if is_formula(cell) else cell for cell in row) for row in dataset)
        return str(super().export_data(Dataset(*guarded, headers=dataset.headers), **kwargs))

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        dataset = super().create_dataset(in_stream, **kwargs)
        bare = (tuple(cell[1:] if is_formula(cell) and cell[0] == "'" else cell for cell in row) for row in dataset)
        return Dataset(*bare, headers=dataset.headers)


def is_formula(cell: object) -> bool:
    return isinstance(cell, str) and FORMULA.match(cell) is not None


class Instant(Widget):
    """A moment, to the microsecond: `2026-12-01T09:00:00+01:00`. Without an offset it is local time."""

    def clean(self, value: str | datetime | None, row: Any = None, **kwargs: Any) -> datetime | None:  # noqa: ARG002
        if not value:
            return None
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"“{value}” is no time. Write it like 2026-12-01 09:00.") from None
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

    def render(self, value: datetime | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return timezone.localtime(value).isoformat() if value else ""


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
        found = self.model._default_manager.all()
        for path, part in zip(self.lookups, parts, strict=True):
            lookup, column = compared_by(self.model, path)
            found = found.filter(**{lookup: column.to_python(part)})
        return found.first()

    def render(self, value: Model | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return "/".join(self.parts(value)) if value else ""

    def parts(self, row: Any) -> list[str]:
        return [str(Field(lookup).get_value(row)) for lookup in self.lookups]


class References(ManyToManyWidget):
    """Several rows by their names, with semicolons between."""

    def __init__(self, model: type[Model], field: str) -> None:
        super().__init__(model, separator="; ", field=field)

    def clean(self, value: str | None, row: Any = None, **kwargs: Any) -> list[Model]:  # noqa: ARG002
        names = {folded(name): name.strip() for name in (value or "").split(";") if name.strip()}
        found = list(self.model._default_manager.filter(**{f"{compared_by(self.model, self.field)[0]}__in": names}))
        if unknown := names.keys() - {folded(getattr(row, self.field)) for row in found}:
            absent = sorted(names[name] for name in unknown)
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{'”, “'.join(absent)}”.")
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

    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {"DateTimeField": Instant, "TextField": CharWidget}

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

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:  # noqa: ARG002  # as import-export calls it
        """Spaces around a cell mean nothing; around the lines of a text they may."""
        texts = {name for name, field in self.fields.items() if isinstance(field.widget, CharWidget)}
        for name, cell in row.items():
            if isinstance(cell, str) and name not in texts:
                row[name] = cell.strip()

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Model | None:
        try:
            return super().get_instance(instance_loader, row)  # type: ignore[no-any-return]  # import-export has no types
        except (ValueError, ArithmeticError):
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
        try:
            super().import_field(field, instance, row, is_m2m, **kwargs)
        except ArithmeticError:
            raise ValueError(f"“{row[field.column_name]}” is no number.") from None
        if isinstance(before, str) and before.splitlines() == str(field.get_value(instance)).splitlines():
            setattr(instance, field.attribute, before)  # browsers end lines with \r\n, files with \n: no change

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:  # noqa: ARG002, FBT001  # as above
        """Say in the history where the change came from."""
        instance._change_reason = f"Imported from {kwargs.get('file_name') or 'a file'}"[:100]


class Exported(ExportMixin, admin.ModelAdmin):
    """An admin page whose rows can be taken out as a table."""

    formats = (GuardedCSV, JSON)
    export_form_class = ExportForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))


class Imported(ImportMixin, Exported):
    """One whose rows can be put in as well: all of them, or none where one is refused."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().process_import(request, **kwargs)  # type: ignore[no-any-return]  # import-export has no types
        except FileNotFoundError:
            messages.error(request, "This file was imported already. Choose it again to import it once more.")
            return self.back_to_import()

    def process_result(self, result: ImportResult, request: HttpRequest) -> HttpResponse:
        """Between preview and confirmation a row may have become wrong."""
        if refusals := " ".join(result.refusals()):
            messages.error(request, f"Nothing was imported. {refusals}")
            return self.back_to_import()
        return super().process_result(result, request)  # type: ignore[no-any-return]  # as above

    def back_to_import(self) -> HttpResponse:
        return redirect("admin:{}_{}_import".format(*self.get_model_info()))
