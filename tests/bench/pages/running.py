"""The part of `make bench` that measures pages."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from tests.bench.pages import phone, report, worker
from tests.bench.pages.measuring import ONCE, STEADY, Pair, measure_line
from tests.bench.pages.rows import LARGE, SMALL, TINY, Size, plant
from tests.bench.pages.server import Server, serving
from tests.bench.pages.table import LINES
from tests.bench.scratch import kinds, scratch
from tests.databases import using_database

T = TypeVar("T")
STATIC = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


def measure(*, full: bool) -> bool:
    """Return whether each page keeps within its limit on each database. In full, the document gets the figures."""
    with override_settings(STATIC_ROOT=""):  # this process serves no files
        tables = list(all_tables(full=full))
    if full:
        report.write(tables, now=timezone.localtime())
    return all(table.holds for table in tables)


def all_tables(*, full: bool) -> Iterator[report.Table]:
    with tempfile.TemporaryDirectory(prefix="htg-bench-static-") as folder:
        static = collect(Path(folder)) if full else None
        for kind in kinds() if full else kinds()[:1]:
            yield from tables_on(kind, full=full, static=static)
    weights = worker.weigh(full=full)
    yield table("One web worker, against its libraries alone", report.WORKER, weights, report.of_weight)


def collect(folder: Path) -> Path:
    """The styles and scripts of the site as production serves them: compressed, once."""
    with override_settings(STATIC_ROOT=folder, STORAGES={"staticfiles": STATIC}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def tables_on(kind: str, *, full: bool, static: Path | None) -> Iterator[report.Table]:
    with ExitStack() as stack:
        sizes = (SMALL, LARGE) if full else (TINY,)
        servers = [stack.enter_context(garden_of(kind, size, full=full, static=static)) for size in sizes]
        pair = Pair(servers[0], servers[-1])
        figures = (measure_line(line, pair, STEADY if full else ONCE) for line in LINES)
        yield table(f"Pages on {kind}", report.PAGES, figures, report.of_page)
        if phone.chromium():
            loads = phone.load_ballots(pair.small, pair.large, rounds=3 if full else 1)
            title = f"First load on a phone, {phone.KBIT} kbit/s and {phone.LATENCY} ms, {kind}"
            yield table(title, report.PHONE, loads, report.of_load)


def table(title: str, columns: tuple[str, ...], found: Iterable[T], of: Callable[[T], report.Row]) -> report.Table:
    """Each row is printed as soon as it is measured."""
    report.print_heading(title, columns)
    rows = []
    for each in found:
        rows.append(of(each))
        report.print_row(rows[-1])
    return report.Table(title, columns, rows)


@contextmanager
def garden_of(kind: str, size: Size, *, full: bool, static: Path | None) -> Iterator[Server]:
    """On a database with what only migrations make, unless it is a try."""
    with scratch(kind, migrated=full) as url:
        with using_database(url):
            garden = plant(size)
        with serving(url, garden, static=static) as server:
            yield server
