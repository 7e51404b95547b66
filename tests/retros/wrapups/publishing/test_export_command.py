from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from planning.events.models import Event
from retros.wrapups.archive.table import read_event_table
from retros.wrapups.document.front import site_front_matter
from retros.wrapups.models import Report
from tests.factories import LinkFactory, PastEventFactory, ReportFactory, WrapUpFactory
from tests.retros.wrapups.importing.documents import TEXT
from tests.retros.wrapups.importing.imported import import_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = PastEventFactory(slug="2023-05", name="Hack the Garden")
    ReportFactory(topic__event=event, topic__title="Seeds", achievements="They grow. Slowly.")
    WrapUpFactory(event=event, introduction="We met.", published_on=date(2023, 6, 2))
    return event


def output(*arguments: str) -> str:
    out = StringIO()
    call_command("export_wrapup", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_wrap_up_is_printed_in_the_published_format(event: Event) -> None:
    text = output("2023-05")

    assert text.startswith("---\n")
    assert "\nWe met.\n" in text
    assert "\n## 🌱 Seeds\n" in text
    assert text.endswith("They grow. Slowly.\n")


def test_draft_is_printed_for_whoever_runs_the_site(event: Event) -> None:
    draft = WrapUpFactory(event__slug="2026-12", introduction="To be said.")

    assert "\nTo be said.\n" in output(draft.event.slug)


def test_summary_is_printed_when_asked_for(event: Event) -> None:
    text = output("2023-05", "--summary")

    assert text.startswith("# Hack the Garden: what came of it\n")
    assert "\n* **🌱 Seeds**: They grow.\n" in text


def test_wrap_up_goes_to_a_file_when_asked_to(event: Event, tmp_path: Path) -> None:
    file = tmp_path / "wrap-up.md"

    printed = output("2023-05", "--out", str(file))

    assert printed == f"Written to {file}.\n"
    assert file.read_text(encoding="utf-8") == output("2023-05")


def test_unknown_event_is_refused_with_those_that_are_known(event: Event) -> None:
    with pytest.raises(CommandError, match=r"There's no event 2030-01. There are: 2023-05\.") as refusal:
        output("2030-01")

    assert refusal.value.returncode == 2


def test_unknown_event_is_refused_where_there_are_none() -> None:
    with pytest.raises(CommandError, match="There are: none"):
        output("2030-01")


def test_file_that_cannot_be_written_is_named(event: Event, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Could not write the wrap-up: .*Is a directory"):
        output("2023-05", "--out", str(tmp_path))


def test_an_imported_wrap_up_comes_out_as_it_was_published() -> None:
    import_text(TEXT.replace("* Water", "-   Water"))

    assert output("2019-05") == TEXT.replace("* Water", "-   Water")


def test_what_was_edited_here_is_all_that_differs() -> None:
    import_text()
    Report.objects.filter(topic__slug="cut-shoots").update(achievements="They are very short.")

    assert output("2019-05") == TEXT.replace("They are short now.", "They are very short.")


def test_what_was_entered_in_other_words_before_changes_nothing_of_it() -> None:
    event = PastEventFactory(slug="2019-05", name="Hack", venue="The Hut, on a hill")
    ReportFactory(topic__event=event, topic__title="Grow Seeds", achievements="Some grow.")
    import_text()

    assert Report.objects.get(topic__title="Grow Seeds").achievements == "Some grow."
    assert output("2019-05") == TEXT


def test_a_link_that_is_called_something_else_here_is_no_edit() -> None:
    event = PastEventFactory(slug="2019-05", name="Hack", venue="The Hut, on a hill")
    report = ReportFactory(topic__event=event, topic__title="Grow Seeds", achievements="Some grow.")
    LinkFactory(report=report, kind="document", url="https://github.com/garden/seeds/issues/2", title="Plan")
    import_text()
    Report.objects.filter(topic__title="Cut Shoots").update(achievements="They are very short.")

    assert output("2019-05") == TEXT.replace("They are short now.", "They are very short.")


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("2023", "\n**Problem Statement:** They do not grow.\n"),
        ("2025", "\n**Problem Statement:**\nThey do not grow.\n"),
        ("2026", "\n### Problem Statement\n\nThey do not grow.\n"),
    ],
)
def test_it_is_written_in_the_form_that_is_asked_for(form: str, line: str) -> None:
    import_text()

    assert line in output("2019-05", "--form", form)


def test_an_event_of_our_own_is_written_in_the_form_of_today(event: Event) -> None:
    report = ReportFactory(topic__event=event, topic__title="Shoots", achievements="They grow.")
    LinkFactory(report=report, position=1, kind="pull_request", url="https://github.com/garden/seeds/pull/1", title="")
    LinkFactory(report=report, position=2, kind="tracking", url="https://github.com/garden/plots/issues/2", title="")

    text = output("2023-05")

    assert text.startswith(f'---\n{site_front_matter("2023-05").partition("local")[0]}title: "May 2023"\n')
    assert "\n\n> **Tracking:** [plots#2](https://github.com/garden/plots/issues/2)\n\n" in text


def test_all_are_written_into_a_folder_with_their_table(event: Event, tmp_path: Path) -> None:
    import_text()
    folder = tmp_path / "wrap-ups"

    assert output("--all", str(folder), "--dry-run").endswith("This is a dry run: nothing was written.\n")
    assert not folder.exists()
    output("--all", str(folder))

    assert sorted(path.name for path in folder.iterdir()) == ["2019-05.md", "2023-05.md", "_index.md"]
    assert (folder / "2019-05.md").read_text(encoding="utf-8") == TEXT
    assert list(read_event_table((folder / "_index.md").read_text(encoding="utf-8"))) == ["2023-05", "2019-05"]
    assert output("--all", str(folder)) == "3 of 3 files are as they were.\n"


def test_a_checkout_gets_them_where_it_has_them_and_keeps_its_own_words(event: Event, tmp_path: Path) -> None:
    home = tmp_path / "hugo/content/community/hackathons"
    home.mkdir(parents=True)
    page = "# Hackathons\n\n| Date | Organizer |\n| - | - |\n| 06.05.2019 - 10.05.2019 | SAP |\n\nJoin us!\n"
    (home / "_index.md").write_text(page)

    output("--all", str(tmp_path))

    table = (home / "_index.md").read_text(encoding="utf-8")
    assert (home / "2023-05.md").exists()
    assert table.startswith("# Hackathons\n\n| Date | Organizer |\n| - | - |\n")
    assert "\n| 2023-05 |  |\n| 06.05" in table
    assert table.endswith("| 06.05.2019 - 10.05.2019 | SAP |\n\nJoin us!\n")


@pytest.mark.parametrize("arguments", [(), ("2023-05", "--all", "out"), ("--all", "out", "--summary")])
def test_one_event_or_a_folder_is_named(event: Event, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        output(*arguments)
