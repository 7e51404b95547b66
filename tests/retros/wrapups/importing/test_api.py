from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.events.models import Event
from planning.people.models import User
from retros.wrapups.models import ImportedWrapUp
from tests.api import refusal, visitor, wrong_fields
from tests.factories import AttendeeFactory, OrganizerFactory, PastEventFactory, UserFactory
from tests.retros.wrapups.importing.documents import TEXT

ADDRESS = "/api/v1/wrap-ups/import/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> User:
    """Someone who may plan events."""
    user: User = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    return user


@pytest.fixture
def event() -> Event:
    event: Event = PastEventFactory(slug="2019-05")
    return event


def send(who: Any, **sent: Any) -> Any:
    return visitor(who).post(ADDRESS, {"text": TEXT} | sent)


def test_import_answers_what_would_change_and_writes_nothing(planner: User) -> None:
    answer = send(planner).json()

    assert (answer["event"]["slug"], len(answer["topics"]), answer["warnings"]) == ("2019-05", 2, [])
    assert answer["changes"][2] == {
        "what": "added",
        "topic": "✂️ Cut Shoots",
        "field": "topic",
        "here": "",
        "in_file": "✂️ Cut Shoots",
        "line": 47,
    }
    assert not Event.objects.exists()


def test_import_writes_when_it_is_no_dry_run(planner: User) -> None:
    answer = send(planner, dry_run=False)

    imported = ImportedWrapUp.objects.get()
    assert (imported.event.slug, imported.text, imported.imported_by) == ("2019-05", TEXT, planner)
    assert len(answer.json()["changes"]) == 3
    assert send(planner).json()["changes"] == []


def test_import_takes_a_file(planner: User) -> None:
    file = SimpleUploadedFile("wrap-up.md", TEXT.encode())

    answer = visitor(planner).post(ADDRESS, {"file": file, "dry_run": "false"}, format="multipart")

    assert (answer.status_code, ImportedWrapUp.objects.get().text) == (200, TEXT)


def test_file_without_a_word_on_it_is_a_dry_run(planner: User) -> None:
    answer = visitor(planner).post(
        ADDRESS, {"file": SimpleUploadedFile("wrap-up.md", TEXT.encode())}, format="multipart"
    )

    assert answer.status_code == 200
    assert not Event.objects.exists()


def test_import_is_for_organizers_of_the_event_and_planners(event: Event, planner: User) -> None:
    who = (
        OrganizerFactory(event=event),
        planner,
        AttendeeFactory(event=event),
        UserFactory(),
        OrganizerFactory(),
        None,
    )

    assert [send(each).status_code for each in who] == [200, 200, 403, 403, 404, 401]


def test_who_may_import_nothing_has_nothing_read(event: Event) -> None:
    """Reading takes its time, so not everyone who signs up may ask for it: this text would be refused with a line."""
    who = (AttendeeFactory(event=event), UserFactory())

    answers = [refusal(send(each, text="\N{NULL}" * 100)) for each in who]

    assert answers == [(403, "Only organizers, and people who may plan events, can import a wrap-up.")] * 2


def test_new_event_takes_the_permission_to_plan_one() -> None:
    assert refusal(send(OrganizerFactory())) == (
        403,
        "There's no event for 2019-05 yet. To plan one, ask an admin for permission.",
    )


def test_month_is_given_where_the_document_does_not_tell(planner: User) -> None:
    text = "# Hack The Garden Wrap Up\n\n## Grow Seeds\n\n### Achievements\n\nThey grow.\n"

    assert refusal(send(planner, text=text)) == (
        409,
        "Line 1: It doesn't say which month it's about. Give it, for example with --event 2025-06.",
    )
    assert send(planner, text=text, event="2019-05").json()["event"]["slug"] == "2019-05"


def test_refusal_names_the_line(planner: User, event: Event) -> None:
    Event.objects.update(venue="The Castle")

    status, detail = refusal(send(planner, dry_run=False))

    assert (status, detail[:8]) == (409, "Line 12:")
    assert not ImportedWrapUp.objects.exists()


def test_text_or_file_is_needed(planner: User) -> None:
    assert wrong_fields(visitor(planner).post(ADDRESS, {})) == {"text"}


def test_file_that_is_no_text_is_refused(planner: User) -> None:
    file = SimpleUploadedFile("wrap-up.md", b"\x00\x01")

    assert wrong_fields(visitor(planner).post(ADDRESS, {"file": file}, format="multipart")) == {"file"}
