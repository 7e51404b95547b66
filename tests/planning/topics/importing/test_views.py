"""The page that brings in topics."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.importing.models import ImportedTopic
from planning.topics.models import Topic
from tests.factories import EventFactory
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.planning.topics.importing.issues import ISSUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.BRAINSTORM)
    return event


def address(event: Event) -> str:
    return f"/{event.slug}/topics/import/"


def look(client: Client, event: Event, *issues: Any, **typed: Any) -> Any:
    return client.post(address(event), {"text": json.dumps(issues)} | typed)


def confirm(client: Client, event: Event, page: Any, **typed: Any) -> Any:
    """Press the button of the page that was shown."""
    form = page.context["form"]
    sent = {"text": form["text"].value(), "seen": form["seen"].value(), "import": ""}
    return client.post(address(event), sent | typed, follow=True)


def test_page_is_for_organizers(client: Client, event: Event) -> None:
    assert client.get(address(event)).status_code == 302
    attending(client, event)
    assert client.post(address(event), {"text": "- A"}).status_code == 403
    organizing(client, event)
    assert client.get(address(event)).status_code == 200
    assert writes_of(client, address(event)) == []


def test_page_shows_first_what_becomes_of_each(client: Client, event: Event) -> None:
    organizing(client, event)

    page = look(client, event, ISSUE, ISSUE | {"number": 13, "url": "", "title": ""})

    assert "🌱 Grow #12 It is not here yet." in words(page)
    assert "Without a title #13 It has no title." in words(page)
    assert Topic.objects.count() == 0


def test_what_was_shown_comes_in(client: Client, event: Event) -> None:
    organizer = organizing(client, event)

    page = confirm(client, event, look(client, event, ISSUE))

    assert "Imported: 1 new topic." in words(page)
    assert (Topic.objects.get().title, ImportedTopic.objects.get().imported_by) == ("Grow", organizer.user)


def test_page_that_was_sent_twice_brings_in_once_and_blames_no_one(client: Client, event: Event) -> None:
    organizing(client, event)
    shown = look(client, event, ISSUE)
    confirm(client, event, shown)

    page = confirm(client, event, shown)

    assert "Imported: Nothing has changed." in words(page)
    assert Topic.objects.count() == 1


def test_nothing_comes_in_that_was_not_shown(client: Client, event: Event) -> None:
    organizing(client, event)

    page = look(client, event, ISSUE, **{"import": ""})

    assert "Bring them in" in words(page)
    assert Topic.objects.count() == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_file_is_put_into_the_text_to_be_imported_as_it_was_looked_at(
    client: Client, event: Event, encoding: str
) -> None:
    organizing(client, event)
    file = SimpleUploadedFile("topics.csv", "title;body\r\n🌱 Grow;It hurts.\r\n".encode(encoding))

    confirm(client, event, client.post(address(event), {"file": file}))

    assert (Topic.objects.get().emoji, Topic.objects.get().problem) == ("🌱", "It hurts.")


@pytest.mark.parametrize(("side", "problem"), [("", "Mine."), ("here", "Mine."), ("file", "Theirs."), ("x", "Mine.")])
def test_conflict_is_shown_side_by_side_and_decided(client: Client, event: Event, side: str, problem: str) -> None:
    organizing(client, event)
    confirm(client, event, look(client, event, ISSUE))
    Topic.objects.update(problem="Mine.")

    page = look(client, event, ISSUE | {"body": "Theirs."})
    assert "Here: problem Mine. There: problem Theirs." in words(page)
    confirm(client, event, page, **{"side-0": side})

    assert Topic.objects.get().problem == problem
    is_decided = ImportedTopic.objects.get().said["problem"] == "Theirs."
    assert is_decided == (side in {"here", "file"})


def test_topic_that_was_edited_since_is_shown_again(client: Client, event: Event) -> None:
    organizing(client, event)
    confirm(client, event, look(client, event, ISSUE))
    page = look(client, event, ISSUE | {"body": "Theirs."})
    Topic.objects.update(problem="Mine.")

    page = confirm(client, event, page)

    assert "Topics were edited meanwhile. Nothing was imported" in words(page)
    assert Topic.objects.get().problem == "Mine."


def test_closed_issue_is_withdrawn_if_the_box_is_ticked(client: Client, event: Event) -> None:
    organizing(client, event)
    confirm(client, event, look(client, event, ISSUE))
    closed = ISSUE | {"state": "CLOSED"}

    assert "Bring them in" not in words(look(client, event, closed))
    page = confirm(client, event, look(client, event, closed, withdraw_closed="on"), withdraw_closed="on")

    assert "Imported: 1 withdrawn." in words(page)
    assert Topic.objects.get().is_withdrawn


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "Choose a file, or paste its text."), ("[{", "The JSON ends in the middle"), ("x" * 2_000_001, "at most")],
)
def test_what_cannot_be_read_is_said_and_stays_on_the_page(client: Client, event: Event, text: str, why: str) -> None:
    organizing(client, event)

    page = client.post(address(event), {"text": text})

    assert why in words(page)
    assert page.context["form"]["text"].value() == text


def test_page_of_a_thousand_topics_shows_fifty_of_a_kind(client: Client, event: Event) -> None:
    organizing(client, event)

    few, many = (
        look(
            client,
            event,
            *(ISSUE | {"number": n, "url": f"https://github.com/g/h/issues/{n}"} for n in range(1, 1 + size)),
        )
        for size in (50, 1000)
    )

    assert "And 950 more." in words(many)
    assert many.content.count(b"<li") == few.content.count(b"<li")


def test_topic_leads_to_its_issue_and_shows_its_labels(client: Client, event: Event) -> None:
    organizing(client, event)
    confirm(client, event, look(client, event, ISSUE | {"labels": [{"name": "networking"}]}))

    page = client.get(Topic.objects.get().get_absolute_url())

    assert 'href="https://github.com/g/h/issues/12"' in page.content.decode()
    assert "Tracked in h#12" in words(page)
    assert "networking" in words(page)


def test_page_of_a_topic_takes_no_query_more_for_it(client: Client, event: Event) -> None:
    organizing(client, event)
    confirm(client, event, look(client, event, ISSUE))
    page = Topic.objects.get().get_absolute_url()

    imported = queries_of(client, page)
    ImportedTopic.objects.all().delete()

    assert len(queries_of(client, page)) == len(imported)


def test_board_and_organize_lead_organizers_to_the_page(client: Client, event: Event) -> None:
    organizing(client, event)
    assert address(event) in client.get(f"/{event.slug}/topics/").content.decode()
    assert address(event) in client.get(f"/{event.slug}/organize/").content.decode()

    attending(client, event)
    assert address(event) not in client.get(f"/{event.slug}/topics/").content.decode()
    assert event.phase_at(timezone.now()) is Phase.BRAINSTORM
