"""`import_topics` as an organizer with a shell calls it."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.factories import EventFactory
from tests.planning.topics.importing.issues import ISSUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.BRAINSTORM)
    return event


def file_of(folder: Path, *issues: Any) -> str:
    path = folder / "issues.json"
    path.write_text(json.dumps(issues))
    return str(path)


def run(event: Event, *arguments: str, status: int = 0) -> str:
    out = io.StringIO()
    try:
        call_command("import_topics", event.slug, *arguments, stdout=out)
        ended = 0
    except SystemExit as end:
        ended = int(end.code or 0)
    assert ended == status
    return out.getvalue()


def test_json_says_what_became_of_each(event: Event, tmp_path: Path) -> None:
    rows = json.loads(run(event, file_of(tmp_path, ISSUE, ISSUE | {"number": 13, "title": ""}), "--json", status=1))

    assert rows == [
        {"number": 12, "title": "🌱 Grow", "state": "new", "why": "It is not here yet."},
        {"number": 13, "title": "", "state": "refused", "why": "It has no title."},
    ]


def test_entry_without_a_number_has_none(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "pad.md"
    path.write_text("- Grow\n")

    assert json.loads(run(event, str(path), "--json")) == [
        {"number": None, "title": "Grow", "state": "new", "why": "It is not here yet."}
    ]


def test_dry_run_says_the_same_and_writes_nothing(event: Event, tmp_path: Path) -> None:
    path = file_of(tmp_path, ISSUE)

    assert run(event, path, "--dry-run", "--json") == run(event, path, "--json")
    assert Topic.objects.count() == 1


def test_dry_run_leaves_the_board_as_it_is(event: Event, tmp_path: Path) -> None:
    assert run(event, file_of(tmp_path, ISSUE), "--dry-run") == (
        "+ #12 🌱 Grow: new. It is not here yet.\n1 new. This is a dry run: nothing was written.\n"
    )
    assert Topic.objects.count() == 0


def test_conflict_shows_both_sides(event: Event, tmp_path: Path) -> None:
    run(event, file_of(tmp_path, ISSUE))
    Topic.objects.update(problem="It hurts a lot.")
    path = file_of(tmp_path, ISSUE | {"body": "It hurts badly."})

    assert run(event, path) == (
        "? #12 🌱 Grow: conflict. It was edited here and there. What is here stays.\n"
        "      here   problem: It hurts a lot.\n"
        "      there  problem: It hurts badly.\n"
        "1 conflict.\n"
    )
    assert run(event, path, "--take-file").endswith("1 changed.\n")
    assert Topic.objects.get().problem == "It hurts badly."


def test_closed_issue_is_withdrawn_if_asked(event: Event, tmp_path: Path) -> None:
    run(event, file_of(tmp_path, ISSUE))

    run(event, file_of(tmp_path, ISSUE | {"state": "CLOSED"}), "--withdraw-closed")

    assert Topic.objects.get().is_withdrawn


@pytest.mark.parametrize("content", ["", "{", '[{"title"', "Hello.", "[1] [2]"])
def test_file_that_cannot_be_read_ends_with_status_2_and_writes_nothing(
    event: Event, content: str, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text(content)

    with pytest.raises(CommandError) as error:
        run(event, str(path), "--json")

    assert (error.value.returncode, Topic.objects.count()) == (2, 0)


def test_missing_file_and_missing_event_end_with_status_2(event: Event, tmp_path: Path) -> None:
    for slug, path in ((event.slug, tmp_path / "none"), ("1999-01", file_of(tmp_path, ISSUE))):
        with pytest.raises(CommandError) as error:
            call_command("import_topics", slug, str(path))
        assert error.value.returncode == 2


def test_issues_are_read_from_standard_input(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps([ISSUE]).encode())))

    assert run(event, "-").endswith("1 new.\n")
