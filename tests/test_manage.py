"""The command line of a fresh clone: it says what to do, and shows no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def manage(*arguments: str, python: tuple[str, ...] = (), **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, *python, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "htg.settings"} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def complaint(result: subprocess.CompletedProcess[str]) -> str:
    """What it says, if it is short and ends as it should."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) <= 2
    return result.stderr


@pytest.mark.parametrize("command", ["migrate", "create_demo", "outbox"])
def test_without_a_folder_for_the_database_it_says_what_to_do(command: str, tmp_path: Path) -> None:
    said = complaint(manage(command, DATABASE_URL=f"sqlite:///{tmp_path}/var/htg.sqlite3"))

    assert "unable to open database file" in said
    assert "`make demo`" in said
    assert "`make install`" in said


@pytest.mark.parametrize(
    "command", [("load_past_events",), ("plan_reminders", "--dry-run"), ("createsuperuser", "--noinput")]
)
def test_without_tables_it_says_what_to_do(command: tuple[str, ...], tmp_path: Path) -> None:
    result = manage(
        *command,
        DATABASE_URL=f"sqlite:///{tmp_path}/htg.sqlite3",
        DJANGO_SUPERUSER_EMAIL="ada@example.org",
        DJANGO_SUPERUSER_PASSWORD="a long password",
    )

    said = complaint(result)

    assert "no such table" in said
    assert "manage.py migrate" in said


@pytest.mark.parametrize("server", ["127.0.0.1:1", "no-such-host.invalid"])
def test_without_a_database_server_it_says_what_to_check(server: str) -> None:
    said = complaint(manage("migrate", DATABASE_URL=f"postgres://garden@{server}/garden"))

    assert "The database cannot be reached" in said
    assert "is DATABASE_URL right?" in said


def test_without_a_secret_key_it_says_what_to_do() -> None:
    assert "`make install` writes one" in complaint(manage("migrate", SECRET_KEY=""))


def test_without_packages_it_says_what_to_do() -> None:
    assert "`make install`" in complaint(manage("help", python=("-S",)))
