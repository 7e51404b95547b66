"""The commands in the documents, run as a reader would run them."""

import json
import os
import re
import subprocess
from pathlib import Path
from sqlite3 import connect

import pytest
from allauth.account.models import EmailAddress
from rest_framework.test import APIClient

from planning.people.models import User
from tests.faults.processes import running, wait_until
from tests.mail_server import free_port

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVERS = {
    ".venv/bin/gunicorn -c python:htg.serving htg.wsgi": "is at http",
    ".venv/bin/celery -A htg worker --loglevel INFO": "ready.",
    ".venv/bin/celery -A htg beat": "scheduler ->",
}
"""What runs until it is stopped, and what it prints once it runs."""


def commands(document: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return [line for block in BLOCK.findall(text) for line in block.splitlines()]


ALL = sorted({*commands("README.md"), *commands("CONTRIBUTING.md")})


def on(database: Path) -> dict[str, str]:
    """A server of our own: nothing of this machine's own data is touched."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "DJANGO_SETTINGS_MODULE": "htg.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "REDIS_URL": "",
        "LOCAL": "1",
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all past events, made once: each command gets a copy."""
    database = tmp_path_factory.mktemp("prepared") / "garden.sqlite3"
    run(".venv/bin/python manage.py migrate --verbosity 0", on(database))
    run(".venv/bin/python manage.py load_past_events", on(database))
    return database


@pytest.fixture
def env(tmp_path: Path, prepared: Path) -> dict[str, str]:
    copy = tmp_path / "readme.sqlite3"
    with connect(prepared) as source, connect(copy) as target:
        source.backup(target)
    return on(copy)


@pytest.mark.parametrize("command", [line for line in ALL if line.startswith("make ")])
def test_documents_name_make_targets_that_exist(command: str) -> None:
    run(f"{command} --dry-run", dict(os.environ))


@pytest.mark.parametrize("command", [line for line in ALL if "manage.py" in line])
def test_documented_command_does_its_work(command: str, env: dict[str, str], tmp_path: Path) -> None:
    command = command.replace("--out rehearsal", f"--out {tmp_path}").replace("wrap-up.md", f"{tmp_path}/wrap-up.md")
    command = command.replace("var/wrap-ups", f"{tmp_path}/wrap-ups")
    if "import_topics" in command:
        command = command.replace("2026-12 issues.json", f"{planned_event(env)} {tmp_path}/issues.json")
        (tmp_path / "issues.json").write_text(json.dumps([{"number": 1, "title": "🌱 Grow"}]))
    elif "import_" in command:
        run(f".venv/bin/python manage.py export_wrapup 2023-05 --out {tmp_path}/wrap-up.md", env)
        run(f".venv/bin/python manage.py export_wrapup --all {tmp_path}/wrap-ups", env)

    run(command, env)


def planned_event(env: dict[str, str]) -> str:
    """The month of one that takes topics."""
    run(".venv/bin/python manage.py create_demo", env)
    with connect(env["DATABASE_URL"].removeprefix("sqlite:///")) as database:
        row = database.execute("SELECT slug FROM planning_event WHERE wrap_up_due_at IS NOT NULL").fetchone()
    return str(row[0])


def test_bench_measures_each_of_its_parts(env: dict[str, str]) -> None:
    run(".venv/bin/python -m tests.bench --try", {**env, "DJANGO_SETTINGS_MODULE": "tests.settings"})


@pytest.mark.parametrize(("command", "ready"), SERVERS.items())
def test_documented_server_runs_until_it_is_told_to_stop(
    command: str, ready: str, env: dict[str, str], tmp_path: Path
) -> None:
    words = command.removeprefix(".venv/bin/").replace("var/", f"{tmp_path}/").split()

    with running(*words, log=tmp_path / "output.txt", env=env) as server:
        wait_until(lambda: ready in server.output)
        server.terminate()

        assert server.wait(60) == 0
    assert "Traceback" not in server.output


@pytest.mark.parametrize("command", [line for line in ALL if "pytest" in line])
def test_documented_test_run_names_tests_that_exist(command: str) -> None:
    paths = [word for word in command.split() if word.startswith("tests/")]

    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.django_db
def test_documented_requests_to_the_api_are_answered() -> None:
    requests = re.search(r"curl http://[^/]+(\S+) .*?-d '(.*?)'.*?curl \"http://[^/]+(\S+)\"", README, re.DOTALL)
    assert requests is not None
    typed = json.loads(requests[2])
    user = User.objects.create_user(typed["email"], typed["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    made = APIClient().post(requests[1], typed)
    read = APIClient().get(requests[3], headers={"Authorization": f"Bearer {made.json().get('key')}"})

    assert (made.status_code, read.status_code) == (201, 200)


def test_every_documented_command_is_tried() -> None:
    tried = re.compile(r"^make |manage\.py|pytest|^curl |^    -d ")

    assert [line for line in ALL if not tried.search(line)] == sorted(SERVERS)


def run(command: str, env: dict[str, str]) -> None:
    words = command.split()
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    assert done.returncode == 0, done.stderr
