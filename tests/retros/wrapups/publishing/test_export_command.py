from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from planning.events.models import Event
from tests.factories import PastEventFactory, ReportFactory, WrapUpFactory

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

    assert refusal.value.returncode == 1


def test_unknown_event_is_refused_where_there_are_none() -> None:
    with pytest.raises(CommandError, match="There are: none"):
        output("2030-01")


def test_file_that_cannot_be_written_is_named(event: Event, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Could not write the wrap-up: .*Is a directory"):
        output("2023-05", "--out", str(tmp_path))
