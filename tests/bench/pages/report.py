"""The figures as they are printed, and as they are written into docs/speed.md."""

import os
import platform
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from tests.bench.pages.measuring import Figures
from tests.bench.pages.phone import Load
from tests.bench.pages.worker import Weight
from tests.bench.scratch import POSTGRESQL
from tests.faults.processes import ROOT

DOCUMENT = ROOT / "docs" / "speed.md"
BLOCK = re.compile(r"(<!-- written by make bench -->\n).*(<!-- until here -->\n)", re.DOTALL)

PAGES = ("ours, ms", "floor, ms", "ratio", "limit", "queries", "bytes", "compressed")
PHONE = ("seconds", "limit", "kB", "limit")
WORKER = ("ours", "floor", "ratio", "limit")


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[str, ...]
    holds: bool
    refusal: str = ""


@dataclass(frozen=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: list[Row]

    @property
    def holds(self) -> bool:
        return all(row.holds for row in self.rows)


def of_page(figures: Figures) -> Row:
    line, most = figures.line, f"{figures.line.most:.1f}"
    queries = f"{figures.queries}" if line.most_queries is None else f"{figures.queries} of {line.most_queries}"
    measured = (f"{figures.ours:.1f}", f"{figures.floor:.1f}", f"{figures.ratio:.2f}", most, queries)
    if figures.refusal:
        measured = ("–", "–", "–", most, "–")
    return Row(line.name, (*measured, f"{figures.length:,}", f"{figures.compressed:,}"), figures.holds, figures.refusal)


def of_load(load: Load) -> Row:
    most = "–" if load.most_kilobytes is None else f"{load.most_kilobytes:.0f}"
    cells = (f"{load.seconds:.1f}", f"{load.most_seconds:.1f}", f"{load.kilobytes:.1f}", most)
    return Row(load.name, cells, load.holds)


def of_weight(weight: Weight) -> Row:
    measured = (f"{number:.{weight.digits}f} {weight.unit}" for number in (weight.ours, weight.floor))
    return Row(weight.name, (*measured, f"{weight.ratio:.2f}", f"{weight.most:.2f}"), weight.holds)


def print_heading(title: str, columns: tuple[str, ...]) -> None:
    print(f"{title}:\n  {'':<44}{''.join(f'{column:>12}' for column in columns)}", flush=True)


def print_row(row: Row) -> None:
    verdict = row.refusal or ("" if row.holds else "TOO MUCH")
    print(f"  {row.name:<44}{''.join(f'{cell:>12}' for cell in row.cells)}  {verdict}".rstrip(), flush=True)


def write(tables: Iterable[Table], *, now: datetime, document: Path = DOCUMENT) -> None:
    """Put the figures where the document has those of the last time."""
    said = f"Measured on {now:%-d %B %Y}, on {machine()}. What misses its limit is in bold.\n"
    figures = "\n".join([said, *(as_markdown(table) for table in tables)])
    text = document.read_text(encoding="utf-8")
    document.write_text(BLOCK.sub(lambda block: f"{block[1]}\n{figures}\n{block[2]}", text), encoding="utf-8")


def as_markdown(table: Table) -> str:
    head = f"| {table.title} | {' | '.join(table.columns)} |\n|---|{'---:|' * len(table.columns)}\n"
    return head + "".join(f"| {named(row)} | {' | '.join(row.cells)} |\n" for row in table.rows)


def named(row: Row) -> str:
    return row.name if row.holds else f"**{row.name}**"


def machine() -> str:
    cores = os.cpu_count()
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}", *postgresql()]
    return f"{cores} cores of {processor()}, with {', '.join(versions)}"


def processor() -> str:
    named = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return f"an {named[1]}" if named else platform.machine()


def postgresql() -> list[str]:
    try:
        with psycopg.connect(POSTGRESQL, connect_timeout=3) as connection:
            version = connection.info.server_version
    except psycopg.Error:
        return []
    return [f"PostgreSQL {version // 10_000}.{version % 10_000}"]
