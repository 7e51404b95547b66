from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.events.models import Event
from planning.people.models import User
from retros.wrapups.models import ImportedWrapUp
from tests.api import visitor
from tests.factories import OrganizerFactory, UserFactory
from tests.retros.wrapups.archive.test_bringing_in import CUT, NOVEMBER, TABLE
from tests.retros.wrapups.importing.documents import TEXT

ADDRESS = "/api/v1/wrap-ups/import-all/"
DOCUMENTS = [
    {"name": "2019-05.md", "text": TEXT},
    {"name": "2018-11.md", "text": NOVEMBER},
    {"name": "_index.md", "text": TABLE},
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> User:
    """Someone who may plan events."""
    user: User = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    return user


def send(who: Any, **sent: Any) -> Any:
    return visitor(who).post(ADDRESS, {"documents": DOCUMENTS} | sent)


def test_each_document_is_answered_with_what_it_would_change_and_nothing_is_written(planner: User) -> None:
    answers = {each["name"]: each for each in send(planner).json()}

    assert answers["_index.md"]["passed_over"] == "It's a table of 1 event, with no wrap-up of its own."
    assert answers["2019-05.md"]["plan"]["event"]["slug"] == "2019-05"
    assert not Event.objects.exists()


def test_files_are_imported_when_it_is_no_dry_run(planner: User) -> None:
    files = [SimpleUploadedFile(each["name"], each["text"].encode()) for each in DOCUMENTS]

    answer = visitor(planner).post(ADDRESS, {"files": files, "dry_run": False}, format="multipart")

    assert answer.status_code == 200
    assert list(Event.objects.order_by("slug").values_list("slug", flat=True)) == ["2018-11", "2019-05"]
    assert {imported.imported_by for imported in ImportedWrapUp.objects.all()} == {planner}


def test_a_document_that_is_refused_does_not_keep_the_others_out(planner: User) -> None:
    documents = [{"name": "2018-11.md", "text": CUT}, DOCUMENTS[0]]

    refused, read = send(planner, documents=documents, dry_run=False).json()

    assert (refused["line"], refused["plan"]) == (35, None)
    assert refused["refused"].startswith("The text breaks off")
    assert read["plan"]["event"]["slug"] == "2019-05"


def test_it_takes_what_the_file_says_if_asked_to(planner: User) -> None:
    send(planner, dry_run=False)
    Event.objects.filter(slug="2019-05").update(venue="The Castle")
    sent = [{"name": "2019-05.md", "text": TEXT.replace("The Hut", "The Barn")}]

    send(planner, documents=sent, dry_run=False)
    assert Event.objects.get(slug="2019-05").venue == "The Castle"

    sent = [{"name": "2019-05.md", "text": TEXT.replace("The Hut", "The Loft")}]
    send(planner, documents=sent, dry_run=False, take_file=True)
    assert Event.objects.get(slug="2019-05").venue == "The Loft"


@pytest.mark.parametrize("sent", [{"documents": []}, {"documents": [{"name": "a.md"}]}])
def test_without_documents_it_is_refused(planner: User, sent: dict[str, Any]) -> None:
    assert send(planner, **sent).status_code == 400


def test_only_who_may_plan_events_imports_several() -> None:
    assert send(OrganizerFactory().user).status_code == 403
