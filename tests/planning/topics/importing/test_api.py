"""Bringing in topics over the API."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from tests.api import below, visitor, wrong_fields
from tests.factories import AttendeeFactory, OrganizerFactory
from tests.planning.topics.importing.issues import ISSUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer() -> Attendee:
    organizer: Attendee = OrganizerFactory(event__phase=Phase.BRAINSTORM)
    return organizer


def send(who: Attendee, *issues: Any, **asked: Any) -> Any:
    body = {"text": json.dumps(issues)} | asked
    return visitor(who).post(below(who.event, "topics/import/"), body, format="json")


def test_answer_says_what_became_of_each(organizer: Attendee) -> None:
    new = [{"number": 12, "title": "🌱 Grow", "state": "new", "why": "It is not here yet."}]

    assert send(organizer, ISSUE).json() == new
    assert Topic.objects.count() == 0  # unless it is asked to write
    assert send(organizer, ISSUE, dry_run=False).json() == new
    assert Topic.objects.get().title == "Grow"


def test_only_organizers_may(organizer: Attendee) -> None:
    attendee = AttendeeFactory(event=organizer.event)

    assert send(attendee, ISSUE).status_code == 403
    assert visitor().post(below(organizer.event, "topics/import/"), {"text": "[]"}).status_code == 401


def test_conflict_is_decided_by_what_is_asked(organizer: Attendee) -> None:
    send(organizer, ISSUE, dry_run=False)
    Topic.objects.update(problem="Mine.")
    edited = ISSUE | {"body": "Theirs."}

    assert [send(organizer, edited, conflicts=side).json()[0]["state"] for side in ("ask", "here", "file")] == [
        "conflict",
        "same",
        "changed",
    ]


def test_closed_issue_is_withdrawn_if_asked(organizer: Attendee) -> None:
    send(organizer, ISSUE, dry_run=False)

    send(organizer, ISSUE | {"state": "CLOSED"}, dry_run=False, withdraw_closed=True)

    assert Topic.objects.get().is_withdrawn


def test_file_is_read_as_well(organizer: Attendee) -> None:
    file = SimpleUploadedFile("pad.md", b"- Grow\n")

    answer = visitor(organizer).post(below(organizer.event, "topics/import/"), {"file": file}, format="multipart")

    assert [each["state"] for each in answer.json()] == ["new"]
    assert Topic.objects.count() == 0


def test_what_cannot_be_read_is_said_beside_the_field(organizer: Attendee) -> None:
    address = below(organizer.event, "topics/import/")

    assert wrong_fields(visitor(organizer).post(address, {"text": "[{"}, format="json")) == {"text"}
    assert wrong_fields(visitor(organizer).post(address, {}, format="json")) == {"text"}


def test_topics_themselves_are_where_they_were(organizer: Attendee) -> None:
    send(organizer, ISSUE, dry_run=False)

    assert visitor(organizer).get(below(organizer.event, "topics/grow/")).json()["title"] == "Grow"


def test_anyone_reads_where_a_topic_came_from(organizer: Attendee) -> None:
    send(organizer, ISSUE | {"labels": [{"name": "networking"}]}, dry_run=False)

    rows = visitor().get(below(organizer.event, "imported-topics/")).json()["results"]

    assert [(row["topic"], row["number"], row["url"], row["labels"]) for row in rows] == [
        ("grow", 12, "https://github.com/g/h/issues/12", ["networking"])
    ]
