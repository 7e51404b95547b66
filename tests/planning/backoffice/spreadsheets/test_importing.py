from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.backoffice.spreadsheets import importing
from planning.backoffice.spreadsheets.dialects import FileRefused
from planning.backoffice.spreadsheets.models import KEPT, LEASE, TableImport
from planning.backoffice.spreadsheets.tasks import go_on_with_imports
from planning.people.models import Attendee
from planning.topics.models import Topic
from tests.factories import EventFactory, OrganizationFactory, TableImportFactory, UserFactory

pytestmark = pytest.mark.django_db

Stage = TableImport.Stage
AT_ONCE = 60.0
MONTHS = ["2024-12", "2025-06", "2025-12", "2026-06", "2026-12"]
NEW_TOPICS = "event,slug,title,continues\n" + "".join(
    f"{month},t{n},Topic {n},{f'{MONTHS[n - 1]}/t{n - 1}' if n else ''}\n" for n, month in enumerate(MONTHS)
)


def make_events() -> None:
    for month in MONTHS:
        EventFactory(slug=month)


def put_in(text: str, label: str = "planning.topic", *, is_json: bool = False) -> TableImport:
    file = ContentFile(text.encode(), name="table.csv")
    return importing.put_in(label, file, is_json=is_json, by=UserFactory().pk, now=timezone.now())


def go_on(put: TableImport, seconds: float = AT_ONCE) -> TableImport:
    importing.continue_import(put, clock=timezone.now, seconds=seconds)
    put.refresh_from_db()
    return put


def checked(text: str, label: str = "planning.topic") -> TableImport:
    put = go_on(put_in(text, label))
    assert put.refusals == []
    return put


def confirmed(text: str, label: str = "planning.topic") -> TableImport:
    put = checked(text, label)
    assert importing.confirm(put)
    put.refresh_from_db()
    return put


def refusal(text: str, label: str = "planning.topic", *, is_json: bool = False) -> str:
    with pytest.raises(FileRefused) as refused:
        put_in(text, label, is_json=is_json)
    return str(refused.value)


@pytest.mark.django_db(transaction=True)
def test_checking_writes_nothing_but_how_far_it_is_and_holds_no_lock() -> None:
    make_events()
    put = put_in(NEW_TOPICS)

    with CaptureQueriesContext(connection) as captured:
        importing.check(put, stop_at=float("inf"))

    said = [query["sql"] for query in captured]
    others = [sql for sql in said if not sql.startswith(("SELECT", 'UPDATE "planning_tableimport"'))]
    assert others == []
    assert (put.stage, put.new) == (Stage.CHECKED, 5)


@pytest.mark.django_db(transaction=True)
def test_each_part_is_written_in_a_transaction_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 2)
    make_events()
    put = confirmed(NEW_TOPICS)

    with CaptureQueriesContext(connection) as captured:
        go_on(put)

    assert [query["sql"] for query in captured].count("COMMIT") == 3
    assert Topic.objects.count() == 5


def test_a_table_goes_on_where_it_was_left_until_it_is_through() -> None:
    make_events()
    put = put_in(NEW_TOPICS)
    through = []

    while put.stage == Stage.CHECKING:
        through.append(go_on(put, seconds=0).position)
    importing.confirm(put)
    go_on(put)

    assert through == [1, 2, 3, 4, 5]
    assert (put.stage, put.new, Topic.objects.get(slug="t4").continues) == (
        Stage.DONE,
        5,
        Topic.objects.get(slug="t3"),
    )


def test_a_part_is_written_at_a_time_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 2)
    make_events()
    put = confirmed(NEW_TOPICS)

    there = []
    while put.stage == Stage.IMPORTING:
        go_on(put, seconds=0)
        there.append(Topic.objects.count())

    assert there == [2, 4, 5]
    assert (put.stage, bytes(put.file)) == (Stage.DONE, b"")


def test_a_row_that_became_wrong_stops_the_rest_and_says_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 2)
    EventFactory(slug="2026-12")
    ada = UserFactory(email="ada@example.org")
    table = "event,github,name,user\n2026-12,a,A,\n2026-12,b,B,\n2026-12,c,C,\n2026-12,d,D,ada@example.org\n"
    put = confirmed(table, "planning.attendee")
    ada.delete()

    go_on(put)

    assert put.refusals == [
        "Rows 1 to 2 were imported, the others were not. Row 4: user: There is no user “ada@example.org”."
    ]
    assert [person.name for person in Attendee.objects.all()] == ["A", "B"]


def test_the_rest_can_be_put_in_again_with_what_is_there_already() -> None:
    EventFactory(slug="2026-12")
    go_on(confirmed("event,github,name\n2026-12,a,A\n", "planning.attendee"))

    put = go_on(confirmed("event,github,name\n2026-12,a,A\n2026-12,b,B\n", "planning.attendee"))

    assert (put.new, put.changed, put.same) == (1, 0, 1)


def test_what_another_worker_has_in_hand_is_left_to_it_until_it_gives_no_sign() -> None:
    make_events()
    put = put_in(NEW_TOPICS)
    now = timezone.now()
    put.keep(lease_until=now + LEASE)

    assert go_on(put).position == 0
    importing.continue_import(put, clock=lambda: now + LEASE + timedelta(seconds=1), seconds=AT_ONCE)

    assert put.stage == Stage.CHECKED


def test_no_part_is_written_twice() -> None:
    make_events()
    put = confirmed(NEW_TOPICS)
    late = TableImport.objects.get(pk=put.pk)
    go_on(put)

    with pytest.raises(importing.InOtherHands):
        importing.write_batch(late, list(late.records()))

    assert Topic.objects.count() == 5


def test_an_import_is_confirmed_once() -> None:
    make_events()
    put = checked(NEW_TOPICS)

    assert (importing.confirm(put), importing.confirm(put)) == (True, False)


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("event,slug,title\n2026-12,seeds,A\n2026-12,Seeds ,B\n", "planning.topic", "Rows 1 and 2 are both about"),
        ("event,github,name\n2026-12,ada,A\n2026-12,Ada,B\n", "planning.attendee", "Rows 1 and 2 are both about"),
        ("event,github,name\n2026-12,,A\n2026-12,,A\n", "planning.attendee", "Rows 1 and 2 are both about"),
        (
            "event,github,name,user\n2026-12,a,A,x@example.org\n2026-12,b,B,x@example.org\n",
            "planning.attendee",
            "Rows 1 and 2 are both about “2026-12 x@example.org”. Remove one of them.",
        ),
        ("name\nGarden\nGARDEN\n", "planning.organization", "Rows 1 and 2 are both about “GARDEN”"),
        ("event,slug,title\n", "planning.topic", "The table has no rows."),
        ("event,slug,title\n2026-12,a,A\n2026-12,b,B\n2026-12,c,C\n", "planning.topic", "more than 2 rows. Split it."),
    ],
)
def test_what_no_row_has_to_be_looked_up_for_is_refused_at_once(
    text: str, label: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_AT_MOST", 2)

    assert said in refusal(text, label)
    assert not TableImport.objects.exists()


def test_people_without_a_handle_are_no_twins_for_that() -> None:
    EventFactory(slug="2026-12")

    assert checked("event,github,name\n2026-12,,A\n2026-12,,B\n", "planning.attendee").new == 2


def test_a_file_that_is_too_large_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BYTES_AT_MOST", 1_000_000)

    assert refusal("x" * 1_000_001) == "The file is larger than 1 MB. Split it."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("event,slug", "The file is not JSON. Did you mean CSV?"),
        (
            '{"event": "2026-12"}',
            "The JSON is not a list of objects. Export a table as JSON to see what it looks like.",
        ),
        (
            '[{"event": "2026-12", "slug": ["a"], "title": "A"}]',
            "Row 1: “['a']” is neither text nor a whole number. Put it in quotes.",
        ),
    ],
)
def test_json_that_is_no_table_is_refused(text: str, said: str) -> None:
    assert refusal(text, is_json=True) == said


def test_json_is_put_in_like_csv() -> None:
    EventFactory(slug="2026-12")
    put = put_in('[{"event": "Dez 26", "slug": "a", "title": "A", "position": 7}]', is_json=True)

    go_on(put)

    assert (put.stage, put.shown[0][0], put.shown[0][1][:3]) == (
        Stage.CHECKED,
        "new",
        [["", "2026-12"], ["", "a"], ["", "7"]],
    )


def test_hosts_are_shown_before_they_are_tied_to_an_event() -> None:
    OrganizationFactory(name="STACKIT")
    EventFactory(slug="2026-12").hosts.add(OrganizationFactory(name="Garden"))

    put = checked("slug,hosts\n2026-12,Garden; STACKIT\n", "planning.event")

    assert ["Garden", "Garden; STACKIT"] in put.shown[0][1]


def test_the_first_hundred_changes_are_shown_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SHOWN", 2)
    make_events()

    put = checked(NEW_TOPICS)

    assert (put.new, len(put.shown)) == (5, 2)


def test_a_worker_goes_on_with_what_waits_and_wakes_the_next() -> None:
    make_events()
    put = put_in(NEW_TOPICS)

    assert go_on_with_imports() == 5

    put.refresh_from_db()
    assert put.stage == Stage.CHECKED
    assert go_on_with_imports() == 0


def test_a_table_is_forgotten_after_a_week() -> None:
    now = timezone.now()
    TableImportFactory(put_in_at=now - KEPT - timedelta(minutes=1), stage=Stage.CHECKED)
    kept = TableImportFactory(put_in_at=now - KEPT + timedelta(hours=1), stage=Stage.CHECKED)

    go_on_with_imports()

    assert list(TableImport.objects.all()) == [kept]
