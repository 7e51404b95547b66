import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from planning.events.models import Event
from planning.topics.models import Topic
from retros.wrapups.models import ImportedWrapUp, Report
from tests.retros.wrapups.importing.documents import TEXT

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("import_wrapup", *map(str, arguments), stdout=out)
    return out.getvalue()


def refusal(*arguments: object) -> str:
    """What is said on standard error, by a command that changes nothing and ends with status 1."""
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_wrapup", *map(str, arguments), stderr=err)
    assert ended.value.code == 1
    return err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2019-05.md"
    path.write_text(TEXT)
    return path


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_import_says_what_was_read_and_what_it_changed(file: Path) -> None:
    assert run(file) == (
        "Hack The Garden 05/2019 (2019-05)\n"
        "  2019-05-06 to 2019-05-10\n"
        "  The Hut\n"
        "  SAP, STACKIT\n"
        "  2 topics, 2 next steps, 2 links\n"
        "\n"
        "Changes\n"
        "  + event added (line 1): Hack The Garden 05/2019\n"
        "  + topic added (line 19): 🌱 Grow Seeds\n"
        "  + topic added (line 47): ✂️ Cut Shoots\n"
        "\n"
        "Imported.\n"
    )
    assert Topic.objects.count() == 2
    assert ImportedWrapUp.objects.get().imported_by is None


def test_import_of_the_same_file_says_that_there_is_nothing_to_change(file: Path) -> None:
    run(file)

    assert run(file).endswith("2 topics, 2 next steps, 2 links\n\nNothing to change.\n")


def test_dry_run_writes_nothing(file: Path) -> None:
    assert run(file, "--dry-run").endswith("\n\nThis is a dry run: nothing was written.\n")

    assert Event.objects.count() == 0


def test_edited_file_is_shown_as_a_short_diff(file: Path) -> None:
    run(file)
    Report.objects.filter(topic__slug="cut-shoots").update(achievements="They are shorter.")
    edit(file, "They are short now.", "They are very short now.")
    edit(file, "They grow a little.", "They grow a lot.\n\nAll of them.")
    edit(file, "* Wait for rain.\n", "")
    edit(file, "* [garden/seeds#1](https://github.com/garden/seeds/pull/1)\n", "")

    changes = run(file, "--dry-run").partition("Changes\n")[2]

    assert changes == (
        "  ~ 🌱 Grow Seeds: achievements changed (line 19)\n"
        "      -They grow a little.\n"
        "      +They grow a lot.\n"
        "      +\n"
        "      +All of them.\n"
        "  - 🌱 Grow Seeds: link removed (line 19): https://github.com/garden/seeds/pull/1\n"
        "  ? 🌱 Grow Seeds: next step gone (line 19): Wait for rain.\n"
        "      no longer in the file: what is here stays\n"
        "  = ✂️ Cut Shoots: achievements kept (line 47)\n"
        "      it differs: what is here stays\n"
        "      -They are shorter.\n"
        "      +They are very short now.\n"
        "\n"
        "This is a dry run: nothing was written.\n"
    )


def test_long_diff_is_cut(file: Path) -> None:
    run(file)
    edit(file, "They grow a little.", "\n".join(f"Seed {number} grows." for number in range(12)))

    assert "      +Seed 6 grows.\n      … and 5 more lines\n" in run(file, "--dry-run")


def test_long_addition_is_cut(file: Path) -> None:
    edit(file, "They are short now.", "")
    run(file)
    edit(file, "### Achievements\n\n\n", f"### Achievements\n\n{'x' * 120}\n")

    assert f": achievements added (line 47): {'x' * 100}…\n" in run(file, "--dry-run")


def test_warnings_are_shown_with_their_lines(tmp_path: Path) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text(TEXT.replace("They grow a little.", "They grow â€“ a little."))

    assert "\nWarnings\n  line 35: Broken characters were repaired." in run(broken, "--dry-run")


EVENT = {
    "slug": "2019-05",
    "name": "Hack The Garden 05/2019",
    "starts_on": "2019-05-06",
    "ends_on": "2019-05-10",
    "venue": "The Hut",
    "venue_url": "https://example.org/hut",
    "organizer": "SAP, STACKIT",
    "organizer_url": "https://example.org/sap",
    "topics_url": "https://example.org/topics",
    "review_url": "https://example.org/review",
    "introduction": "We met in a hut.",
    "conclusion": "We come again.",
}
TOPICS = [
    {
        "emoji": "🌱",
        "title": "Grow Seeds",
        "problem_statement": "They do not grow.",
        "motivation": "People are hungry.",
        "achievements": "They grow a little.",
        "next_steps": ["Water them.", "Wait for rain."],
        "links": [
            {
                "kind": "pull_request",
                "url": "https://github.com/garden/seeds/pull/1",
                "text": "garden/seeds#1",
            },
            {"kind": "issue", "url": "https://github.com/garden/seeds/issues/2", "text": "garden/seeds#2"},
        ],
        "outcome": "partly: in summer only",
        "notes": "",
        "next_steps_introduction": "",
    },
    {
        "emoji": "✂️",
        "title": "Cut Shoots",
        "problem_statement": "",
        "motivation": "",
        "achievements": "They are short now.",
        "next_steps": [],
        "links": [],
        "outcome": "",
        "notes": "",
        "next_steps_introduction": "",
    },
]


def test_dry_run_as_json_is_one_object(file: Path) -> None:
    answer = json.loads(run(file, "--dry-run", "--format", "json"))

    assert answer == {"event": EVENT, "topics": TOPICS, "warnings": []}
    assert Event.objects.count() == 0


def test_json_of_an_import_tells_the_changes_as_well(file: Path) -> None:
    answer = json.loads(run(file, "--format", "json"))

    assert list(answer) == ["event", "topics", "warnings", "changes"]
    assert answer["changes"][1] == {
        "what": "added",
        "topic": "🌱 Grow Seeds",
        "field": "topic",
        "here": "",
        "in_file": "🌱 Grow Seeds",
        "line": 19,
    }


def test_what_a_document_does_not_tell_is_null_or_empty(tmp_path: Path) -> None:
    bare = tmp_path / "bare.md"
    bare.write_text("# Hack The Garden Wrap Up\n\n## Grow Seeds\n\n### Achievements\n\nThey grow.\n")

    event = json.loads(run(bare, "--dry-run", "--format", "json", "--event", "2019-05"))["event"]

    assert (event["slug"], event["starts_on"], event["ends_on"]) == ("2019-05", None, None)
    assert (event["venue"], event["organizer"], event["organizer_url"]) == ("", "", "")


def test_document_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    run("-")

    assert Topic.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "1: It's empty."),
        (b"\x89PNG\r\n\x00\x00", "2: This isn't a text file"),
        (b"x" * 50_000_000, "1: The file has "),
        (b"Dear all,\n\nsee you.\n", "1: This doesn't look like a wrap-up"),
        (TEXT.partition("a little.")[0].encode(), "35: The text breaks off"),
        (TEXT.replace("06.05.2019", "31.02.2019").encode(), "11: 31.02.2019"),
        (TEXT.replace("Cut Shoots", "Grow seeds").encode(), "47: Two topics have the title “Grow seeds”, on line 19 "),
        (TEXT.replace("Cut Shoots", "x" * 201).encode(), "47: The title has "),
    ],
    ids=["empty", "binary", "50 MB", "no wrap-up", "cut in half", "31.02.", "one title twice", "long title"],
)
def test_bad_file_is_refused_with_its_line(tmp_path: Path, content: bytes, refused: str) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(content)

    assert refusal(bad).startswith(f"{bad}:{refused}")
    assert (Event.objects.count(), Topic.objects.count()) == (0, 0)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.md") == f"{tmp_path}/none.md:1: No such file or directory.\n"


def test_month_that_contradicts_the_document_is_refused(file: Path) -> None:
    assert refusal(file, "--event", "2019-06") == f"{file}:11: This is the wrap-up of 2019-05, not of 2019-06.\n"


def test_event_of_which_no_fact_agrees_is_refused_and_stays(file: Path) -> None:
    run(file)
    edit(file, "06.05.2019", "07.05.2019")
    edit(file, "The Hut", "The Castle")
    edit(file, "[SAP](https://example.org/sap), STACKIT", "metal-stack")

    assert refusal(file).startswith(f"{file}:11: Hack The Garden 05/2019 (2019-05) was from ")
    assert Event.objects.get().venue == "The Hut"


def test_venue_in_other_words_is_shown_and_the_rest_is_read_in(file: Path) -> None:
    run(file)
    Event.objects.update(venue="The Castle")
    edit(file, "The Hut", "The Barn")

    output = run(file)

    assert "venue kept (line 12)\n      it differs: what is here stays\n      -The Castle\n      +The Barn\n" in output
    assert Event.objects.get().venue == "The Castle"


def test_html_and_scripts_are_imported_as_text_and_run_nowhere(file: Path, client: Client) -> None:
    script = "<script>alert(1)</script>"
    edit(file, "They grow a little.", f"They grow. {script} <img src=x onerror=alert(1)>")
    edit(file, "Grow Seeds", f"Grow Seeds {script}")
    edit(file, "We met in a hut.", script)
    edit(file, "* Water them.", f"* Water them. {script}")
    edit(file, "[The Hut]", f"[The Hut {script}]")

    run(file)

    topic = Topic.objects.get(position=1)
    assert topic.report.achievements == f"They grow. {script} <img src=x onerror=alert(1)>"
    for address in ("/2019-05/", "/2019-05/wrap-up/", "/2019-05/topics/", topic.get_absolute_url(), "/next-steps/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page


@pytest.mark.django_db(transaction=True)
def test_refusal_is_one_line_on_standard_error(tmp_path: Path) -> None:
    ended: Any = subprocess.run(  # noqa: S603  # our own command, as it is typed
        [sys.executable, "manage.py", "import_wrapup", tmp_path / "none.md", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"{tmp_path}/none.md:1: No such file or directory.\n"
