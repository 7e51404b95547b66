import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PROBLEM = {
    "topics": [{"id": "storage", "min": 2, "max": 2}, {"id": "network", "min": 2, "max": 2}],
    "people": [{"id": name, "wishes": ["storage"]} for name in ("ann", "bob", "cleo")],
}


def problem(folder: Path, **changed: object) -> str:
    path = folder / "problem.json"
    path.write_text(json.dumps(PROBLEM | changed), encoding="utf-8")
    return str(path)


def assigned(*arguments: str) -> str:
    stdout = io.StringIO()
    call_command("assign_teams", *arguments, stdout=stdout)
    return stdout.getvalue()


def test_assign_teams_prints_a_document_a_line(tmp_path: Path) -> None:
    path = problem(tmp_path)

    documents = [json.loads(line) for line in assigned(path, path, "--json", "--explain").splitlines()]

    assert [document["objective"]["unplaced"] for document in documents] == [1, 1]
    assert documents[0] == documents[1]


def test_assign_teams_says_it_in_words(tmp_path: Path) -> None:
    people = [{"id": name, "wishes": ["storage"]} for name in ("ann", "bob")]

    assert assigned(problem(tmp_path, people=people)) == (
        "storage: ann, bob\n"
        "network: Cannot run: with the topics before it, 0 of the 2 people it needs are left that wished for it.\n"
    )


def test_assign_teams_names_the_rules_that_cannot_hold(tmp_path: Path) -> None:
    people = [{"id": "ann", "pin": "storage", "exclude": ["storage"]}, {"id": "bob"}, {"id": "cleo"}]

    assert assigned(problem(tmp_path, people=people)) == (
        "No plan keeps all the rules.\nann is pinned to storage, and may not be on it.\n"
    )


def test_assign_teams_prints_nothing_where_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="person ann is there twice") as refusal:
        assigned(problem(tmp_path, people=[{"id": "ann"}, {"id": "ann"}]), "--json")

    assert refusal.value.returncode == 2


def test_assign_teams_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read") as refusal:
        assigned(str(tmp_path / "none.json"))

    assert refusal.value.returncode == 2
