import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.wrapups.models import Report
from tests.factories import NextStepFactory, OrganizerFactory, PastEventFactory, ReportFactory
from tests.retros.wrapups.archive.test_bringing_in import CUT, NOVEMBER, TABLE
from tests.retros.wrapups.importing.documents import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "2019-05.md": TEXT,
        "2018-11.md": NOVEMBER,
        "_index.md": TABLE,
        "notes.md": "Dear all.\n",
    }.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(*arguments: object, status: int = 0) -> tuple[str, str]:
    """What is said on standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    if status:
        with pytest.raises(SystemExit) as ended:
            call_command("import_wrapup", *map(str, arguments), stdout=out, stderr=err)
        assert ended.value.code == status
    else:
        call_command("import_wrapup", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_folder_is_read_in_with_a_line_for_each_fact_and_a_sum(folder: Path) -> None:
    out, err = run(folder)

    assert err == ""
    assert out.startswith(
        f"[1/4] {folder}/_index.md\n  Passed over. It's a table of 1 event, with no wrap-up of its own.\n"
    )
    assert out.endswith(
        f"[4/4] {folder}/2019-05.md\n"
        "  Hack The Garden 05/2019 (2019-05)\n"
        "    2019-05-06 to 2019-05-10\n"
        "    The Hut\n"
        "    SAP, STACKIT\n"
        "    2 topics, 2 next steps, 2 links\n"
        "    3 added\n"
        "2 wrap-ups read, 0 refused, 2 passed over.\n"
    )


def test_a_file_that_is_refused_ends_with_status_1_and_the_others_are_read(folder: Path) -> None:
    (folder / "2018-11.md").write_text(CUT.replace("201905", "201811"))

    out, err = run(folder, status=1)

    assert err.startswith(f"{folder}/2018-11.md:35: The text breaks off")
    assert out.endswith("1 wrap-up read, 1 refused, 2 passed over.\n")
    assert [event.slug for event in Event.objects.all()] == ["2019-05"]


def test_several_are_a_list_in_json_and_one_is_an_object(folder: Path) -> None:
    several = json.loads(run(folder, "--dry-run", "--format", "json")[0])
    one = json.loads(run(folder / "2019-05.md", "--dry-run", "--format", "json")[0])

    assert [each["file"] for each in several] == [f"{folder}/2018-11.md", f"{folder}/2019-05.md"]
    assert several[1] == {"file": f"{folder}/2019-05.md"} | one


def test_nobody_is_mailed_about_the_steps_that_came_in(folder: Path) -> None:
    OrganizerFactory(event__phase=Phase.CLOSED)
    run(folder)

    call_command("plan_reminders", stdout=io.StringIO())

    assert (NextStep.objects.count(), Reminder.objects.count(), Message.objects.count()) == (4, 0, 0)


def test_a_month_goes_with_one_file(folder: Path) -> None:
    with pytest.raises(CommandError, match="--event goes with one file"):
        run(folder, "--event", "2019-05")


@pytest.fixture
def retold() -> Event:
    """The event as it was entered from its wrap-up, in other words."""
    event: Event = PastEventFactory(slug="2019-05", name="Hack the Garden", venue="The Hut, on a hill")
    report = ReportFactory(topic__event=event, topic__title="Grow Seeds", achievements="Some grow.")
    NextStepFactory(topic=report.topic, number=1, text="Give them water.", due_on=None)
    NextStepFactory(topic=report.topic, number=2, text="Hope for more rain.", due_on=None)
    return event


def texts(event: Event) -> list[str]:
    return list(NextStep.objects.filter(topic__event=event).order_by("number").values_list("text", flat=True))


def test_steps_in_other_words_are_not_doubled_and_both_are_shown(folder: Path, retold: Event) -> None:
    out, _ = run(folder / "2019-05.md")

    assert texts(retold) == ["Give them water.", "Hope for more rain."]
    assert "next step kept (line 19)\n      it differs: what is here stays\n      -Give them water.\n" in out
    assert "      +Water them.\n" in out


def test_one_decision_takes_what_the_file_says(folder: Path, retold: Event) -> None:
    run(folder)

    out, _ = run(folder / "2019-05.md", "--take-file")

    assert "achievements changed" in out
    assert texts(retold) == ["Water them.", "Wait for rain."]
    assert Report.objects.get(topic__event=retold, topic__title="Grow Seeds").achievements == "They grow a little."
    assert run(folder, "--take-file")[0].count("Nothing to change.") == 2
