"""Importing a table: read, checked row by row, and written in parts.

Checking writes nothing and holds no lock, so no one waits for it. Rows are then written TOGETHER at a time,
each part all or none. Before each part its rows are checked once more, which takes longer than writing them:
meanwhile others get their turn. The worker that carries on finds in the database how far it has got.
"""

import time
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.files.base import File
from django.db import OperationalError, transaction
from import_export.results import RowResult

from planning.backoffice.spreadsheets.dialects import FileRefused, decoded, read_spreadsheet
from planning.backoffice.spreadsheets.models import TableImport
from planning.backoffice.spreadsheets.tables import Table, refusal_of
from planning.backoffice.spreadsheets.twins import refuse_twins

ROWS_AT_MOST = 100_000
BYTES_AT_MOST = 20_000_000
TOGETHER = 50
"""Rows in one transaction. A table with no more than these goes in all or none."""
LOOKED_UP = 250
"""Rows that are looked up at once when they are checked. So few that a page which has no more time ends in time."""
SHOWN = 100
"""Changes in a preview, and refusals. No one reads more; the others are counted."""
BREATH = 0.15
"""Seconds, at least, in which no one has the lock. SQLite looks every tenth of a second whether it is free."""

Clock = Callable[[], datetime]
NEW, CHANGED, SAME = RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_SKIP
COLUMN_OF = {NEW: "new", CHANGED: "changed", SAME: "same"}


class PartRefused(Exception):
    """A row was right when it was checked, but no longer is."""


class InOtherHands(Exception):
    """Another worker carried on with it, or someone deleted it."""


def put_in(label: str, file: "File[bytes]", *, is_json: bool, by: int, now: datetime) -> TableImport:
    """Read the whole file, and keep it. Refuse what can be refused without looking up a row."""
    if (file.size or 0) > BYTES_AT_MOST:
        raise FileRefused(f"The file is larger than {BYTES_AT_MOST // 1_000_000} MB. Split it.")
    text = decoded(file.read())
    rows = count_rows(table_of(label)(), read_spreadsheet(text, is_json=is_json))
    packed = zlib.compress(text.encode(), level=1)
    name = (file.name or "")[-100:]
    return TableImport.objects.create(
        table=label, file_name=name, is_json=is_json, file=packed, by_id=by, put_in_at=now, rows=rows
    )


def count_rows(table: Table, lines: Iterator[tuple[str, ...]]) -> int:
    header = next(lines)
    table.refuse_columns(header)
    rows = refuse_twins(table._meta.model, table.named_by(), header, islice(lines, ROWS_AT_MOST))
    if next(lines, None) is not None:
        raise FileRefused(f"The table has more than {ROWS_AT_MOST:,} rows. Split it.")
    if not rows:
        raise FileRefused("The table has no rows.")
    return rows


def table_of(label: str) -> type[Table]:
    """The table of a model, as its admin page has it."""
    page: Any = admin.site.get_model_admin(apps.get_model(label))
    table: type[Table] = page.resource_classes[0]
    return table


def confirm(put: TableImport) -> bool:
    """Start writing. Return False if it had already been started."""
    checked = TableImport.objects.filter(pk=put.pk, stage=TableImport.Stage.CHECKED)
    return checked.update(stage=TableImport.Stage.IMPORTING, position=0, new=0, changed=0, same=0) == 1


def continue_import(put: TableImport, *, clock: Clock, seconds: float) -> None:
    """Carry on with the import for about that long. If another worker has it, leave it alone."""
    stop_at = time.monotonic() + seconds
    if not put.claim(now=clock()):
        return
    put.refresh_from_db()
    try:
        if put.stage == TableImport.Stage.CHECKING:
            check(put, stop_at=stop_at)
        if put.stage == TableImport.Stage.IMPORTING:
            write_rows(put, stop_at=stop_at)
    finally:
        put.keep(lease_until=None)


# --- Checking ---


def check(put: TableImport, *, stop_at: float) -> None:
    """Try rows without saving any. What the table's earlier rows will create counts as existing."""
    table, start, stopped = table_of(put.table)(), put.position, False
    earlier = Earlier(table, put, unread=start)
    rows, stop_at = rows_left(put, stop_at)
    while not stopped and (part := list(islice(rows, LOOKED_UP))):
        table.gather(part)
        for row in part:
            if stopped := time.monotonic() > stop_at and put.position > start:
                break
            table.is_shown = len(put.shown) < SHOWN
            number = put.position + 1
            note_result(
                put, try_row(table, row, put, number, dry_run=True, earlier={table._meta.model: earlier}), number
            )
            earlier.add(row)
            put.position = number
    if not stopped:
        put.stage = TableImport.Stage.REFUSED if put.refused else TableImport.Stage.CHECKED
    put.keep(**{name: getattr(put, name) for name in CHECKED_COLUMNS})


CHECKED_COLUMNS = ("position", "stage", "new", "changed", "same", "shown", "refusals", "refused")


class Earlier:
    """The names of a table's rows so far. Those of runs before are read when the first is asked for."""

    def __init__(self, table: Table, put: TableImport, unread: int = 0) -> None:
        self.table, self.put, self.unread = table, put, unread
        self.names: set[tuple[str, ...]] = set()

    def add(self, row: dict[str, str]) -> None:
        self.names.add(self.table.name_of(row))

    def __contains__(self, name: object) -> bool:
        if self.unread:
            self.names.update(map(self.table.name_of, islice(self.put.records(), self.unread)))
            self.unread = 0
        return name in self.names


def rows_left(put: TableImport, stop_at: float) -> tuple[Iterator[dict[str, str]], float]:
    """The rows from where it was left. Time is given for them, not for reading up to there."""
    began = time.monotonic()
    rows = put.records(after=put.position)
    return rows, stop_at + time.monotonic() - began


def try_row(table: Table, row: dict[str, str], put: TableImport, number: int, **how: Any) -> RowResult:
    result = table.import_row(row, table.loader, row_number=number, file_name=put.file_name, user=put.by, **how)
    for error in result.errors:
        if isinstance(error.error, OperationalError):  # the database is busy, or gone: the row is not to blame
            raise error.error
    return result


def note_result(put: TableImport, result: RowResult, number: int) -> None:
    if refusal := refusal_of(result):
        put.refused += 1
        if len(put.refusals) < SHOWN:
            put.refusals.append(f"Row {number}: {refusal}")
        return
    count_row(put, result)
    if result.import_type != SAME and len(put.shown) < SHOWN:
        put.shown.append([result.import_type, result.diff])


def count_row(put: TableImport, result: RowResult) -> None:
    column = COLUMN_OF[result.import_type]
    setattr(put, column, getattr(put, column) + 1)


# --- Writing ---


def write_rows(put: TableImport, *, stop_at: float) -> None:
    """Write part after part, and note after each how far it has got."""
    table = table_of(put.table)()
    rows, stop_at = rows_left(put, stop_at)
    while part := list(islice(rows, TOGETHER)):
        try:
            check_part(put, part, table)
            write_batch(put, part)
        except PartRefused as refusal:
            stop_at_refusal(put, refusal)
            return
        if put.position < put.rows and time.monotonic() > stop_at:
            return
    put.keep(stage=TableImport.Stage.DONE, file=b"")


def stop_at_refusal(put: TableImport, refusal: PartRefused) -> None:
    put.refresh_from_db()
    before = f"Rows 1 to {put.position:,} were imported, the others were not." if put.position else ""
    said = f"{before or 'Nothing was imported.'} {refusal}"
    put.keep(stage=TableImport.Stage.REFUSED, refused=1, refusals=[said])


def check_part(put: TableImport, part: list[dict[str, str]], table: Table) -> None:
    """A row may have become wrong since the preview."""
    free_again_at = time.monotonic() + BREATH
    table.is_shown = False
    table.gather(part)
    earlier = Earlier(table, put)
    for number, row in enumerate(part, put.position + 1):
        result = try_row(table, row, put, number, dry_run=True, earlier={table._meta.model: earlier})
        if refusal := refusal_of(result):
            raise PartRefused(f"Row {number}: {refusal}")
        earlier.add(row)
    time.sleep(max(0.0, free_again_at - time.monotonic()))


@transaction.atomic
def write_batch(put: TableImport, part: list[dict[str, str]]) -> None:
    """All or none of these rows, together with how far it has got, so that none is done twice.

    They have just been checked. If anything has changed since, the database's constraints catch it.
    """
    kept = TableImport.objects.select_for_update().filter(pk=put.pk).values_list("position", "stage")
    if list(kept) != [(put.position, put.stage)]:
        raise InOtherHands
    table = table_of(put.table)(is_checked=True)
    table.is_shown = False
    table.gather(part)
    made: dict[str, list[Any]] = {NEW: [], CHANGED: []}
    for number, row in enumerate(part, put.position + 1):
        result = try_row(table, row, put, number, dry_run=False, retain_instance_in_row_result=True)
        if refusal := refusal_of(result):
            raise PartRefused(f"Row {number}: {refusal}")
        count_row(put, result)
        if result.import_type != SAME:
            made[result.import_type].append(result.instance)
    table.finish()
    for kind, flag in ((NEW, ADDITION), (CHANGED, CHANGE)):
        said = f"Imported from {put.file_name}"
        LogEntry.objects.log_actions(put.by_id, made[kind], flag, change_message=said)
    put.keep(position=put.position + len(part), new=put.new, changed=put.changed, same=put.same)
