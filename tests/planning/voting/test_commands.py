import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.planning.voting.elections import box_text


def boxes(folder: Path, *texts: str) -> list[str]:
    paths = [folder / f"{number}.pb" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return list(map(str, paths))


def counted(*arguments: str) -> str:
    stdout = io.StringIO()
    call_command("count_ballots", *arguments, stdout=stdout)
    return stdout.getvalue()


def test_count_ballots_prints_a_document_a_line_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = boxes(tmp_path, box_text(["a"]), box_text(["b", "b"]))

    documents: list[dict[str, Any]] = [
        json.loads(line) for line in counted(*files, "--places=1", "--json").splitlines()
    ]

    assert [(document["winners"], document["ballots"]) for document in documents] == [(["a"], 1), (["b"], 2)]


def test_count_ballots_says_it_in_words(tmp_path: Path) -> None:
    text = box_text(["a"] * 3 + ["b"] * 2, topics=["a;6", "b;5"])

    assert counted(*boxes(tmp_path, text), "--places=2", "--shortlist") == (
        "equal-shares, 2 places: 5 of 5 ballots\n"
        "   1 a  (3 votes)\n"
        "   2 b  (2 votes)\n"
        "Without a chosen topic: 0\n"
        "With 1 place: 6 people needed, 2 without a chosen topic\n"
        "With 2 places: 11 people needed, 0 without a chosen topic\n"
        "Enough people for 1 place\n"
    )


def test_count_ballots_prints_nothing_where_one_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = boxes(tmp_path, box_text(["a"]), box_text(["x"]))

    with pytest.raises(CommandError, match=r"1\.pb: line 12: voter v1 names project “x”") as refusal:
        counted(first, second, "--places=1", "--json")

    assert refusal.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_count_ballots_warns_beside_the_count(tmp_path: Path) -> None:
    stderr, stdout = io.StringIO(), io.StringIO()

    call_command(
        "count_ballots",
        *boxes(tmp_path, box_text(["a"], meta={"num_votes": "2"})),
        "--places=1",
        stdout=stdout,
        stderr=stderr,
    )

    assert stderr.getvalue().endswith("META says num_votes is 2, and there are 1 votes\n")
    assert stdout.getvalue().startswith("equal-shares, 1 places")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"META\n"])
def test_count_ballots_refuses_what_is_no_ballot_box(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "box.pb"
    path.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        counted(str(path))

    assert refusal.value.returncode == 2


def test_count_ballots_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read") as refusal:
        counted(str(tmp_path / "none.pb"))

    assert refusal.value.returncode == 2
