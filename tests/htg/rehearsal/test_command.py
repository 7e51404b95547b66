"""`manage.py rehearse`, as an organizer calls it."""

import json
import re
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import Model

from htg.rehearsal.telling import CLEAR_LINE
from planning.events.models import Event, Organization
from planning.people.models import Attendee, User
from planning.topics.models import Topic
from tests.clock import DEADLINES_OF_2026_12
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db

DIGESTS = ["digest-de.html", "digest-de.txt", "digest.html", "digest.txt"]
DOCUMENTS = ["agenda.md", *DIGESTS, "messages.mbox", "tally.json", "teams.json", "wrap-up.md"]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def rehearse(folder: Path, **options: object) -> tuple[str, str]:
    """Return what it wrote to standard output and standard error."""
    stdout, stderr = StringIO(), StringIO()
    call_command("rehearse", **{"attendees": 6, "topics": 3, "out": folder, **options}, stdout=stdout, stderr=stderr)
    return stdout.getvalue(), stderr.getvalue()


def test_rehearse_tells_the_story_and_leaves_its_documents(tmp_path: Path) -> None:
    stdout, stderr = rehearse(tmp_path / "new" / "folder")

    assert re.findall("── (.+) ──", stdout)[-1] == "The weeks after"
    assert stderr == ""
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == DOCUMENTS


def test_json_is_alone_on_standard_output(tmp_path: Path) -> None:
    stdout, stderr = rehearse(tmp_path, json=True)

    outline = json.loads(stdout)
    assert list(outline) == ["event", "chapters", "figures", "folder", "files"]
    assert sorted(outline["files"]) == DOCUMENTS
    assert outline["figures"]["attendees"] == 6
    assert outline["chapters"][0]["happenings"][0]["text"] in stderr


def test_progress_is_drawn_on_a_terminal_and_gone_at_the_end(tmp_path: Path) -> None:
    terminal = Terminal()

    call_command("rehearse", attendees=1, topics=1, out=tmp_path, stdout=StringIO(), stderr=terminal)

    assert "█" in terminal.getvalue()
    assert terminal.getvalue().endswith(CLEAR_LINE)
    assert "\n" not in terminal.getvalue()


def test_documents_of_an_earlier_rehearsal_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "wrap-up.md").write_text("of an earlier rehearsal")

    rehearse(tmp_path)

    assert (tmp_path / "wrap-up.md").read_text().startswith("---\ngithub_repo: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == DOCUMENTS


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"attendees": 0}, "--attendees is 0. Choose a number from 1 to 1000."),
        ({"attendees": 1001}, "--attendees is 1001. Choose a number from 1 to 1000."),
        ({"topics": 0}, "--topics is 0. Choose a number from 1 to 1000."),
        ({"event": "2031-01"}, "There is no event 2031-01. An event is known by its month, like 2026-12."),
    ],
)
def test_bad_option_is_named_and_nothing_is_written(tmp_path: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(CommandError, match=re.escape(message)):
        rehearse(tmp_path, **options)

    assert list(tmp_path.iterdir()) == []


def test_event_without_deadlines_cannot_be_rehearsed(tmp_path: Path) -> None:
    PastEventFactory(slug="2021-11", name="Hack the Metal")

    with pytest.raises(CommandError, match=r"Hack the Metal \(2021-11\) has no deadlines to rehearse"):
        rehearse(tmp_path, event="2021-11")

    assert list(tmp_path.iterdir()) == []


def test_file_where_the_folder_should_be_is_named_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text("mine")

    with pytest.raises(CommandError, match=r"notes is a file\. Choose a folder"):
        rehearse(file / "rehearsal")

    assert file.read_text() == "mine"


def test_folder_where_a_document_should_be_keeps_all_documents_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "wrap-up.md").mkdir()

    with pytest.raises(CommandError, match=re.escape("wrap-up.md is a folder")):
        rehearse(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["wrap-up.md"]


def everything() -> list[str]:
    models: list[type[Model]] = [Organization, Event, User, Attendee, Topic]
    return [serializers.serialize("json", model._default_manager.order_by("pk")) for model in models]


def planned_event(**deadlines: datetime) -> Event:
    event = EventFactory(slug="2026-12", name="Hut", seats=9, **deadlines)
    event.hosts.add(Organization.objects.create(name="Host"))
    OrganizerFactory(event=event, name="Ada Lovelace", user__email="ada@real.example")
    proposer = AttendeeFactory(event=event, name="Grace Hopper", user__email="grace@real.example")
    AttendeeFactory(event=event, name="Nobody Yet", user=None)
    TopicFactory(event=event, title="Compilers", emoji="⚙️", proposed_by=proposer)
    return event


def test_copy_of_an_event_leaves_the_original_as_it_was(tmp_path: Path) -> None:
    planned_event()
    before = everything()

    rehearse(tmp_path, event="2026-12")

    assert everything() == before


def test_copy_of_an_event_mails_to_made_up_addresses_only(tmp_path: Path) -> None:
    planned_event()

    rehearse(tmp_path, event="2026-12")

    mbox = (tmp_path / "messages.mbox").read_text()
    assert {address.partition("@")[2] for address in re.findall("^To: (.+)$", mbox, re.MULTILINE)} == {"example.org"}
    assert "Hello Grace Hopper," in mbox


def test_copy_of_an_event_has_its_people_its_topics_and_its_hosts(tmp_path: Path) -> None:
    planned_event()

    rehearse(tmp_path, event="2026-12", attendees=3, topics=1)

    teams = json.loads((tmp_path / "teams.json").read_text())["teams"]
    assert [team["title"] for team in teams] == ["⚙️ Compilers"]
    names = {member["name"] for member in teams[0]["members"]}
    assert names == {"Ada Lovelace", "Grace Hopper", "Nobody Yet"}
    assert "**Organizer:** Host" in (tmp_path / "wrap-up.md").read_text()


def test_copy_of_an_event_is_filled_up_to_its_seats(tmp_path: Path) -> None:
    planned_event()

    stdout, _ = rehearse(tmp_path, event="2026-12", attendees=30, topics=4, json=True)

    figures = json.loads(stdout)["figures"]
    assert (figures["attendees"], figures["topics"]) == (9, 4)


def test_copy_of_an_event_nobody_organizes_gets_an_organizer(tmp_path: Path) -> None:
    EventFactory(slug="2026-12", seats=None)

    stdout, _ = rehearse(tmp_path, event="2026-12", json=True)

    assert json.loads(stdout)["figures"]["attendees"] == 6


NO_TEAM_FORMATION = {"starts_at": DEADLINES_OF_2026_12["voting_closes_at"]}
ONE_DAY = {
    field: DEADLINES_OF_2026_12["starts_at"] + timedelta(hours=8)
    for field in ("ends_at", "review_ends_at", "wrap_up_due_at")
}


@pytest.mark.parametrize(("deadlines", "warnings"), [(NO_TEAM_FORMATION, 1), (ONE_DAY, 0)])
def test_plan_that_leaves_phases_out_is_rehearsed_to_its_end(
    tmp_path: Path, deadlines: dict[str, datetime], warnings: int
) -> None:
    planned_event(**deadlines)

    stdout, stderr = rehearse(tmp_path, event="2026-12", json=True)

    figures = json.loads(stdout)["figures"]
    assert [figures[name] > 0 for name in ("teams", "check_ins", "reports", "reminders")] == [True] * 4
    assert stderr.count("Teams are formed between the end of voting and the start of the week.") == warnings
