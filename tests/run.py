"""Every check and every test, on everything this machine has: `make test`.

The checks run beside the tests. Tests run on SQLite always, on PostgreSQL and Redis where they answer, and in Chromium
where there is one; the last lines say which. REQUIRE="PostgreSQL Redis Browser" makes it a failure when one is missing.

The run on SQLite is on another day than today, which the commit chooses of `tests.days`: so it is the same one wherever
and whenever the commit is tested, and takes no longer. The other runs are today.

`make faults` runs the fault tests alone, in full, one after the other; `make test-days` the tests on all those days.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import psycopg
import redis

from tests.days import DAYS, Day, chosen_day, day_of

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "test"
DATABASE_URL = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379"
CORES = os.environ.get("CORES") or str(os.cpu_count() or 1)

PRODUCTION = {
    "LOCAL": "0",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "garden.example.org",
    "SITE_URL": "https://garden.example.org",
    "EMAIL_URL": "smtp+tls://garden:secret@mail.example.org:587",
    "DATABASE_URL": f"sqlite:///{OUT / 'production.sqlite3'}",
    "REDIS_URL": "redis://127.0.0.1:6379",
}


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    closing: str = ""
    """What its closing line has in it, if it has one."""


@dataclass(frozen=True)
class Run:
    """One run of pytest. `missing` says why it cannot be made."""

    name: str
    select: str
    workers: str = CORES
    env: Mapping[str, str] = field(default_factory=dict)
    covered: bool = True
    ignore: str = ""
    missing: str = ""
    paths: tuple[str, ...] = ()
    day: Day | None = None

    @property
    def report(self) -> Path:
        return OUT / f"{self.name}.xml"

    def step(self) -> Step:
        command = ["pytest", "-q", "-m", self.select, f"--junitxml={self.report}"]
        command += ["-n", self.workers, "--dist", "worksteal"]
        if self.ignore:
            command += [f"--ignore={self.ignore}"]
        if self.covered:
            command += ["--cov", "--cov-report="]
        command += self.paths
        env = {"COVERAGE_FILE": str(OUT / f"coverage.{self.name}"), **self.env}
        if self.day:
            env["TEST_DAY"] = str(self.day)
        return Step(self.name, tuple(command), env, closing=" in ")

    def counted(self) -> dict[str, int]:
        """How many tests passed, failed and were skipped."""
        counts = dict.fromkeys(("passed", "failed", "skipped"), 0)
        for case in ET.parse(self.report).iter("testcase") if self.report.exists() else ():  # noqa: S314  # our own file
            outcomes = {child.tag for child in case}
            name = "failed" if outcomes & {"failure", "error"} else "skipped" if "skipped" in outcomes else "passed"
            counts[name] += 1
        return counts

    def figures(self) -> list[str]:
        """What the fault tests counted."""
        found = ET.parse(self.report).iter("property") if self.report.exists() else ()  # noqa: S314  # our own file
        return [named.attrib["value"] for named in found if named.get("name") == "figures"]


CHECKS = (
    Step("ruff check", ("ruff", "check", "--quiet")),
    Step("ruff format", ("ruff", "format", "--check", "--quiet")),
    Step("import-linter", ("lint-imports",)),
    Step("migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Step("deployment", ("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Step("mypy", ("mypy",)),
)


def main() -> int:
    runs = planned_runs(chosen_day() or day_of(commit()))
    results = in_two_lanes(runs, CHECKS)
    results += [succeeds(step) for step in coverage_steps()]
    return conclude(runs, ok=all(results))


def days() -> int:
    """The tests on each of the days. On PostgreSQL they are the same ones, and no query asks for its server's clock."""
    runs = [
        replace(run, name=f"{run.name} on {day.moment[:10]}", day=day, covered=False)
        for day in DAYS
        for run in planned_runs(day)
        if run.name != "PostgreSQL"
    ]
    return conclude(runs, ok=all(in_two_lanes(runs)))


def in_two_lanes(runs: Sequence[Run], checks: Sequence[Step] = ()) -> list[bool]:
    """What keeps one core busy, or waits, runs beside what spreads over all of them."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    possible = [run for run in runs if not run.missing]
    one_by_one = [run.step() for run in possible if run.workers == "0"]
    in_parallel = [run.step() for run in possible if run.workers != "0"]
    with ThreadPoolExecutor(2) as lanes:
        return [ok for lane in lanes.map(all_succeed, ([*checks, *one_by_one], in_parallel)) for ok in lane]


def commit() -> str:
    """The hash of what is tested; nothing if there is no git, as in an archive."""
    if not shutil.which("git"):
        return ""
    asked = ("git", "rev-parse", "--verify", "--quiet", "HEAD")
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603  # ours


def faults() -> int:
    """The fault tests in full. They wait more than they work, and would disturb one another."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    runs = planned_faults()
    ok = all_succeed([run.step() for run in runs if not run.missing])
    return conclude(runs, ok=all(ok))


def planned_faults() -> list[Run]:
    full = {"FAULTS": "full"}
    postgresql = full | {"TEST_DATABASE_URL": DATABASE_URL}
    alone = partial(Run, select="", workers="0", covered=False, paths=("tests/faults",))
    return [
        alone("PostgreSQL", env=postgresql, missing=missing_postgresql()),
        alone("SQLite", env=full),
    ]


def planned_runs(day: Day) -> list[Run]:
    no_postgresql, no_redis, no_browser = missing_postgresql(), missing_redis(), missing_browser()
    # The processes of a Redis test take both cores already, and one browser is enough for them.
    also_redis = "" if no_redis else " or redis"
    return [
        Run("SQLite", "not redis and not browser", day=day),
        Run("Redis", "redis and not browser", workers="0", env={"TEST_REDIS_URL": REDIS_URL}, missing=no_redis),
        Run(
            "PostgreSQL",
            f"(django_db and not redis{also_redis}) and not browser",
            env={"TEST_DATABASE_URL": DATABASE_URL, "TEST_REDIS_URL": REDIS_URL},
            covered=False,
            ignore="tests/htg/rehearsal/test_command.py",  # rehearsals play on a scratch database in memory
            missing=no_postgresql,
        ),
        Run("Browser", "browser", workers="0", covered=False, missing=no_browser),
    ]


def missing_postgresql() -> str:
    if not DATABASE_URL.startswith(("postgres://", "postgresql://")):
        return "DATABASE_URL names another database"
    try:
        psycopg.connect(DATABASE_URL, connect_timeout=3).close()
    except psycopg.Error:
        return "none answers"
    return ""


def missing_redis() -> str:
    try:
        with redis.Redis.from_url(REDIS_URL, socket_connect_timeout=3) as server:
            server.ping()
    except redis.RedisError:
        return "none answers"
    return ""


def missing_browser() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return "" if found else "there is no Chromium"


def coverage_steps() -> list[Step]:
    """The run on Redis counts as well: some lines are reached nowhere else."""
    env = {"COVERAGE_FILE": str(OUT / "coverage")}
    files = [str(path) for path in sorted(OUT.glob("coverage.*"))]
    return [
        Step("coverage data", ("coverage", "combine", "--quiet", "--keep", *files), env),
        Step("coverage", ("coverage", "report", "--fail-under=98"), env, closing="TOTAL"),
    ]


def all_succeed(steps: Sequence[Step]) -> list[bool]:
    return [succeeds(step) for step in steps]


def succeeds(step: Step) -> bool:
    """Run it, and print what it had to say when it failed, or else its closing line."""
    began = time.monotonic()
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    executable = Path(sys.executable).parent / step.command[0]
    done = subprocess.run(  # noqa: S603  # the commands above
        [executable, *step.command[1:]], cwd=ROOT, env={**env, **step.env}, capture_output=True, text=True, check=False
    )
    ok = done.returncode == 0
    said = (done.stdout + done.stderr).splitlines()
    say = [line for line in said if step.closing and step.closing in line][-1:] if ok else said
    print("\n".join([f"{'ok' if ok else 'FAILED':<7}{step.name} ({time.monotonic() - began:.0f} s)", *say]), flush=True)
    return ok


def conclude(runs: list[Run], *, ok: bool) -> int:
    """Say what ran, and in the last line how many tests there were in all."""
    totals = dict.fromkeys(("passed", "failed", "skipped"), 0)
    words = []
    for run in runs:
        counts = run.counted()
        totals = {name: totals[name] + number for name, number in counts.items()}
        outcomes = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
        words.append(f"{run.name}: {f'not run, {run.missing}' if run.missing else outcomes or 'no test'}.")
    for run in runs:
        if run.day and not run.missing:
            print(f"{run.name} was {run.day.described()}")
        for line in run.figures():
            print(f"{run.name}: {line}")
    print(f"\n{' '.join(words)}")
    required = [
        run.name for run in runs if run.missing and run.name.split()[0] in os.environ.get("REQUIRE", "").split()
    ]
    if required:
        print(f"FAILED: {' and '.join(required)} had to be used.")
    print("All checks passed." if ok and not required else "Something failed, see above.")
    print(", ".join(f"{number} {name}" for name, number in totals.items()))
    return 0 if ok and not required else 1


if __name__ == "__main__":
    (chosen,) = sys.argv[1:] or ["test"]
    sys.exit({"test": main, "faults": faults, "days": days}[chosen]())
