"""Installing as a newcomer does: with make, and the pip that Python brings. It takes a minute, and the network."""

import ensurepip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OFFLINE = ("NewConnectionError", "name resolution", "Network is unreachable")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What installing needs from a fresh clone."""
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(*command: str, within: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=within, capture_output=True, text=True, check=False)  # noqa: S603  # ours


def make(target: str, *options: str, within: Path) -> subprocess.CompletedProcess[str]:
    return run("make", target, *options, f"PYTHON3={sys.executable}", within=within)


def locked(*names: str) -> set[str]:
    """`name==version` of every pin without a condition: others are not for every machine."""
    lines = [line for name in names for line in (ROOT / name).read_text().splitlines()]
    pins = [line.removesuffix(" \\") for line in lines if "==" in line and line[0].isalnum()]
    return {pin for pin in pins if ";" not in pin}


def test_nothing_is_resolved(clone: Path) -> None:
    """pip would otherwise look past the pins for what is newer today, and refuse it."""
    planned = make("develop", "--dry-run", within=clone).stdout.splitlines()
    installs = [line.split() for line in planned if "pip install" in line]

    assert [line[-1] for line in installs] == ["requirements.lock", "requirements-dev.lock"]
    assert all({"--no-deps", "--require-hashes"} <= set(line) for line in installs)
    assert sum("pip check" in line for line in planned) == 2


def test_both_locks_are_installed_with_the_pip_that_python_brings(clone: Path) -> None:
    made = make("develop", within=clone)
    if any(words in made.stderr for words in OFFLINE):
        pytest.skip("The registry cannot be reached.")

    assert made.returncode == 0, made.stdout + made.stderr
    assert "Step 1 of 3" in made.stdout
    python = str(clone / ".venv" / "bin" / "python")
    listed = run(python, "-m", "pip", "list", "--format=json", "--disable-pip-version-check", within=clone)
    found = {package["name"].lower().replace("_", "-"): package["version"] for package in json.loads(listed.stdout)}
    assert found["pip"] == ensurepip.version()
    assert {f"{name}=={version}" for name, version in found.items()} >= locked(
        "requirements.lock", "requirements-dev.lock"
    )
    assert run(python, "-m", "pip", "check", within=clone).returncode == 0
