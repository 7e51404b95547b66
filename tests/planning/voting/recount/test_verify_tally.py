import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from planning.voting.recount import verify_tally
from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count

BOX = box_text(["a,b"] * 3 + ["c"] * 2)


def verify(folder: Path, box: str, *more: str) -> tuple[int, str]:
    """Run it as a stranger does: the one file, alone in a folder, with nothing of the project."""
    tally = count(BOX, Rule.EQUAL_SHARES, "2", shortlist=True)
    (folder / "box.pb").write_text(box)
    (folder / "tally.json").write_text(json.dumps(tally))
    (folder / "verify_tally.py").write_bytes(Path(verify_tally.__file__).read_bytes())
    command = [sys.executable, "-I", "verify_tally.py", "box.pb", "tally.json", *more]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # our own file
    return ended.returncode, ended.stdout + ended.stderr


def test_the_box_gives_the_tally(tmp_path: Path) -> None:
    digest = sha256(BOX.encode()).hexdigest()

    assert verify(tmp_path, BOX, "--sha256", digest) == (
        0,
        f"The tally follows from the ballot box, whose SHA-256 is {digest}.\n",
    )


def test_a_flipped_mark_is_found(tmp_path: Path) -> None:
    status, text = verify(tmp_path, BOX.replace("v5;c", "v5;a"))

    assert status == 1
    assert text.splitlines()[0].startswith("losers: counted again ")


def test_another_file_with_the_same_marks_is_found(tmp_path: Path) -> None:
    digest = sha256(BOX.encode()).hexdigest()

    status, text = verify(tmp_path, f"{BOX}\n", "--sha256", digest)

    assert status == 1
    assert text.endswith(f"published {digest}\n")


def test_a_file_that_cannot_be_read_is_no_difference(tmp_path: Path) -> None:
    assert verify(tmp_path, "nothing")[0] == 2
