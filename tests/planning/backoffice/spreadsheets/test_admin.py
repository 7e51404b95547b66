from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planning.backoffice.spreadsheets import admin as doors
from planning.backoffice.spreadsheets import importing
from planning.backoffice.spreadsheets.models import TableImport
from planning.backoffice.spreadsheets.tasks import go_on_with_imports
from planning.people.models import Attendee, User
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.admin_pages import address, confirm_import, preview_import, refusals, sign_in
from tests.factories import AttendeeFactory, EventFactory, TopicFactory, UserFactory
from tests.pages import words, writes_of

pytestmark = pytest.mark.django_db

TOPICS = "event,slug,title\n2026-12,seeds,Seeds\n2026-12,shoots,Shoots\n"


@pytest.fixture
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "PATIENCE", 0.0)


def test_a_table_is_taken_out_as_excel_opens_it(admin_client: Client) -> None:
    AttendeeFactory(name="Größe", github="")

    table = admin_client.post(address(Attendee, "export"), {"format": "0"})

    assert table.content.startswith(b"\xef\xbb\xbfevent,github,name,")
    assert preview_import(admin_client, Attendee, table.content).context["put"].same == 1


def test_a_table_is_taken_out_as_excel_in_german_opens_it(admin_client: Client) -> None:
    AttendeeFactory(name="Größe", github="")

    table = admin_client.post(address(Attendee, "export"), {"format": "1"})

    assert table.content.startswith(b'\xef\xbb\xbf"event";"github";"name";')
    assert preview_import(admin_client, Attendee, table.content).context["put"].same == 1


def test_csv_is_one_choice_to_put_in_and_two_to_take_out(admin_client: Client) -> None:
    def choices(page: str) -> list[str]:
        form = admin_client.get(address(Attendee, page)).context["form"]
        return [str(title) for value, title in form.fields["format"].choices if value]

    assert choices("import") == ["csv", "json"]
    assert choices("export") == ["csv", "csv with semicolons, for Excel in German", "json"]


@pytest.mark.parametrize(
    "data",
    [
        "event;github;name\r\n2026-12;grace;Gräce\r\n".encode("utf-8-sig"),
        b"\xff\xfe" + "event\tgithub\tname\r\nDez 26\tgrace\tGräce\r\n".encode("utf-16-le"),
        "sep=;\nevent;github;name\rDec-26;grace;Gräce\r".encode(),
        " Event , GitHub ,NAME\n12/2026,grace,Gräce\n".encode(),
    ],
)
def test_a_table_is_put_in_as_spreadsheets_write_it(data: bytes, admin_client: Client) -> None:
    EventFactory(slug="2026-12")

    confirm_import(admin_client, Attendee, preview_import(admin_client, Attendee, data))

    assert Attendee.objects.get().name == "Gräce"


def test_a_table_in_another_code_page_is_refused_with_what_to_do(admin_client: Client) -> None:
    preview = preview_import(admin_client, Attendee, "event;github;name\n2026-12;grace;Gräce\n".encode("cp1252"))

    assert refusals(preview) == [
        "Line 2 is not in UTF-8. In Excel, save the file as “CSV UTF-8”; elsewhere, choose UTF-8 as its encoding."
    ]


def test_a_day_that_reads_in_two_ways_is_refused_at_the_door(admin_client: Client) -> None:
    TopicFactory(event__slug="2026-12", slug="seeds")
    header = "topic,number,text,due_on\n2026-12/seeds,1,Do it,"

    refused = preview_import(admin_client, NextStep, f"{header}03/04/2027\n")
    confirm_import(admin_client, NextStep, preview_import(admin_client, NextStep, f"{header}03.04.2027\n"))

    assert refusals(refused) == [
        "Row 1: due_on: “03/04/2027” could be more than one day, or none. Write it like 2027-04-30 or 30.04.2027."
    ]
    assert NextStep.objects.get().due_on == date(2027, 4, 3)


@pytest.mark.usefixtures("_nobody_waits")
def test_what_takes_longer_goes_on_behind_a_page_that_says_how_far_it_is(admin_client: Client) -> None:
    EventFactory(slug="2026-12")
    upload = {"format": "0", "import_file": SimpleUploadedFile("topics.csv", TOPICS.encode())}

    waiting = admin_client.post(address(Topic, "import"), upload)
    page = admin_client.get(waiting["Location"])
    go_on_with_imports()
    preview = admin_client.get(waiting["Location"])
    messages = confirm_import(admin_client, Topic, preview)

    assert "1 of 2 rows" in words(page)
    assert '<meta http-equiv="refresh" content="2">' in page.content.decode()
    assert "2 new, 0 changed, 0 unchanged." in words(preview)
    assert 'http-equiv="refresh"' not in preview.content.decode()
    assert messages == ["Import finished: 2 new, 0 changed, 0 unchanged."]


@pytest.mark.usefixtures("_nobody_waits")
def test_a_long_import_says_at_its_page_what_came_of_it(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 1)
    EventFactory(slug="2026-12")
    preview_import(admin_client, Topic, TOPICS)
    go_on_with_imports()
    put = TableImport.objects.get()

    answer = admin_client.post(address(Topic, "process_import"), {"import_file_name": put.pk})
    meanwhile = words(admin_client.get(answer["Location"]))
    go_on_with_imports()

    assert "1 of 2 rows. 1 new" in meanwhile
    assert "Import finished: 2 new, 0 changed, 0 unchanged." in words(admin_client.get(answer["Location"]))


def test_a_table_is_shown_to_whom_it_is_from_alone(admin_client: Client) -> None:
    EventFactory(slug="2026-12")
    preview_import(admin_client, Topic, TOPICS)
    put = TableImport.objects.get()
    other = sign_in(UserFactory(is_staff=True, is_superuser=True))
    page = f"{address(Topic, 'import')}{put.pk}/"

    assert (admin_client.get(page).status_code, other.get(page).status_code) == (200, 404)
    assert other.post(address(Topic, "process_import"), {"import_file_name": put.pk}).status_code == 404
    assert admin_client.get(f"{address(Attendee, 'import')}{put.pk}/").status_code == 404


def test_looking_how_far_it_is_writes_nothing(admin_client: Client) -> None:
    EventFactory(slug="2026-12")
    preview_import(admin_client, Topic, TOPICS)

    assert writes_of(admin_client, f"{address(Topic, 'import')}{TableImport.objects.get().pk}/") == []


def test_the_form_names_the_limits(admin_client: Client) -> None:
    assert "100,000 rows and 20 MB at most." in words(admin_client.get(address(Topic, "import")))


def test_each_row_is_in_the_log_of_the_admin_and_in_the_history_of_whoever_put_it_in(admin_client: Client) -> None:
    EventFactory(slug="2026-12")

    confirm_import(admin_client, Topic, preview_import(admin_client, Topic, TOPICS))

    admin = User.objects.get(email="admin@example.com")
    assert {entry.object_repr for entry in LogEntry.objects.filter(user=admin)} == {"Seeds", "Shoots"}
    assert {change.history_user for change in Topic.history.all()} == {admin}
