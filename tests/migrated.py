"""The tests' database, migrated once for all processes: the migrations take longer than most rooms' tests.

A template is kept for each set of migrations and of locked packages, in `var/` for SQLite and on the server for
PostgreSQL. Each process takes a copy.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PREFIX = f"htg_template_{crc32(str(ROOT).encode()):08x}"
"""One a working copy: two of them may be tested at the same time."""


def template_name() -> str:
    files = [*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.lock"]
    contents = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files)))
    return f"{PREFIX}_{contents.hexdigest()[:16]}"


def sqlite_template() -> Path:
    template = ROOT / "var" / f"{template_name()}.sqlite3"
    with locked():
        if not template.exists():
            for old in template.parent.glob(f"{PREFIX}_*"):
                old.unlink()
            fresh = template.with_suffix(".new")
            migrate(f"sqlite:///{fresh}")
            fresh.rename(template)
    return template


def copy_sqlite_template(to: Path) -> None:
    shutil.copyfile(sqlite_template(), to)


def postgresql_template(server: str) -> str:
    """Its name. `server` is the address of any database there."""
    name = template_name()
    with locked(), psycopg.connect(server, autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}\\_%"])
        names = {str(row[0]) for row in found}
        if name not in names:
            for old in names:
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
            fresh = f"{PREFIX}_new"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
            migrate(f"{server.rpartition('/')[0]}/{fresh}")
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
    return name


def migrate(url: str) -> None:
    """In a process of its own, whose connections are gone after it. Raises CalledProcessError."""
    env = os.environ | {"TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)  # noqa: S603  # our own


@contextmanager
def locked() -> Iterator[None]:
    """Of several processes that begin at once one makes the template."""
    path = ROOT / "var" / "htg_template.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
