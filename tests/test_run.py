import re
from pathlib import Path

import pytest

from tests import run
from tests.days import DAYS
from tests.mail_server import free_port
from tests.run import Run, Step, commit, conclude, missing_postgresql, missing_redis, planned_runs, succeeds

REPORT = """
<testsuites><testsuite>
  <testcase name="one"/><testcase name="two"/>
  <testcase name="three"><failure/></testcase><testcase name="four"><error/></testcase>
  <testcase name="five"><skipped/></testcase>
</testsuite></testsuites>
"""


@pytest.fixture(autouse=True)
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(run, "OUT", tmp_path)
    monkeypatch.delenv("REQUIRE", raising=False)
    return tmp_path


def test_summary_counts_what_each_run_did(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "SQLite.xml").write_text(REPORT)

    assert conclude([Run("SQLite", ""), Run("Redis", "", missing="none answers")], ok=True) == 0

    assert capsys.readouterr().out.splitlines()[1:] == [
        "SQLite: 2 passed, 2 failed, 1 skipped. Redis: not run, none answers.",
        "All checks passed.",
        "2 passed, 2 failed, 1 skipped",
    ]


def test_summary_tells_what_the_fault_tests_counted(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted = (
        '<testcase name="one"><properties><property name="figures" value="3 kills: 0 lost"/></properties></testcase>'
    )
    (out / "Redis.xml").write_text(f"<testsuites><testsuite>{counted}</testsuite></testsuites>")

    conclude([Run("SQLite", ""), Run("Redis", "")], ok=True)

    assert capsys.readouterr().out.splitlines()[0] == "Redis: 3 kills: 0 lost"


def test_summary_fails_when_something_did() -> None:
    assert conclude([], ok=False) == 1


@pytest.mark.parametrize(("required", "code"), [("PostgreSQL Redis", 1), ("PostgreSQL", 0)])
def test_run_that_is_required_cannot_be_left_out(required: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE", required)

    assert conclude([Run("PostgreSQL", ""), Run("Redis", "", missing="none answers")], ok=True) == code


def test_servers_that_do_not_answer_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "DATABASE_URL", f"postgres://nobody@127.0.0.1:{free_port()}/none")
    monkeypatch.setattr(run, "REDIS_URL", f"redis://127.0.0.1:{free_port()}")

    assert [missing_postgresql(), missing_redis()] == ["none answers", "none answers"]


def test_other_databases_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "DATABASE_URL", "sqlite:///var/htg.sqlite3")

    assert missing_postgresql() == "DATABASE_URL names another database"


@pytest.mark.parametrize(("code", "said"), [(0, "ok     try"), (1, "FAILED try")])
def test_step_succeeds_or_says_all_it_had_to_say(code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = f"print('begin'); print('closing line'); raise SystemExit({code})"

    assert succeeds(Step("try", ("python", "-c", script), closing="closing")) is (code == 0)

    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith(said)
    assert rest == (["closing line"] if code == 0 else ["begin", "closing line"])


def test_day_of_a_run_is_told_with_how_to_repeat_it(capsys: pytest.CaptureFixture[str]) -> None:
    conclude([Run("SQLite", "", day=DAYS[-1])], ok=True)

    assert capsys.readouterr().out.splitlines()[0] == f"SQLite was {DAYS[-1].described()}"


def test_run_on_a_day_passes_it_on() -> None:
    run_on_a_day, run_today = Run("SQLite", "", day=DAYS[0]), Run("SQLite", "")

    assert run_on_a_day.step().env["TEST_DAY"] == str(DAYS[0])
    assert "TEST_DAY" not in run_today.step().env


def test_one_run_is_on_the_day_that_the_commit_chooses() -> None:
    assert [planned.day for planned in planned_runs(DAYS[3])] == [DAYS[3], None, None, None]
    assert re.fullmatch(r"[0-9a-f]{40,64}|", commit())
