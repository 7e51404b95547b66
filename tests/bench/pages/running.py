"""The part of `make bench` that measures pages."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.management import call_command

from tests.bench.pages import report
from tests.bench.pages.measuring import ONCE, STEADY, Pair, measure_line
from tests.bench.pages.rows import LARGE, SMALL, TINY, TINY_BUT_LARGER, Size, plant
from tests.bench.pages.server import Server, serving
from tests.bench.pages.table import LINES
from tests.bench.scratch import kinds, scratch
from tests.databases import using_database


def measure(*, full: bool) -> bool:
    """Return whether each page keeps within its limit on each database."""
    found = {kind: measure_on(kind, full=full) for kind in (kinds() if full else kinds()[:1])}
    return all(figures.holds for column in found.values() for figures in column)


def measure_on(kind: str, *, full: bool) -> list[report.Figures]:
    small, large = (SMALL, LARGE) if full else (TINY, TINY_BUT_LARGER)
    print(report.heading(kind), flush=True)
    found = []
    with ExitStack() as stack:
        servers = Pair(*(stack.enter_context(garden_of(kind, size, full=full)) for size in (small, large)))
        for line in LINES:
            found.append(measure_line(line, servers, STEADY if full else ONCE))
            print(report.row(found[-1]), flush=True)
    return found


@contextmanager
def garden_of(kind: str, size: Size, *, full: bool) -> Iterator[Server]:
    with scratch(kind, migrated=full) as url:
        with using_database(url):
            garden = plant(size)
        with serving(url, garden, static=None) as server:
            yield server
