from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.backoffice.spreadsheets import importing
from planning.backoffice.spreadsheets.models import TableImport
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

Rows = Callable[[range], str]


def topics(numbers: range) -> str:
    return "event,slug,title,proposed_by,continues\n" + "".join(
        f"2026-12,t{n},Topic {n},2026-12/{f'p{n}' if n % 2 else f'Person {n}'},2026-05/t{n}\n" for n in numbers
    )


def attendees(numbers: range) -> str:
    return "event,github,name,user,role\n" + "".join(
        f"2026-12,{f'h{n}' if n % 2 else ''},Name {n},u{n}@example.org,attendee\n" for n in numbers
    )


def steps(numbers: range) -> str:
    return "topic,number,text,owner\n" + "".join(
        f"2026-05/t{n},1,Do it,2026-12/{f'p{n}' if n % 2 else f'Person {n}'}\n" for n in numbers
    )


TABLES = [("planning.topic", topics), ("planning.attendee", attendees), ("retros.nextstep", steps)]


def put_in(text: str, label: str) -> TableImport:
    file = ContentFile(text.encode(), name="table.csv")
    return importing.put_in(label, file, is_json=False, by=UserFactory().pk, now=timezone.now())


def go_on(put: TableImport) -> TableImport:
    importing.continue_import(put, clock=timezone.now, seconds=60)
    put.refresh_from_db()
    return put


def imported(text: str, label: str) -> TableImport:
    put = go_on(put_in(text, label))
    assert put.refusals == []
    assert importing.confirm(put)
    put.refresh_from_db()
    return go_on(put)


def refusals(text: str, label: str) -> list[str]:
    return list(go_on(put_in(text, label)).refusals)


def what_they_name(most: int) -> None:
    event, before = EventFactory(slug="2026-12"), EventFactory(slug="2026-05")
    for n in range(most):
        AttendeeFactory(event=event, github=f"p{n}" if n % 2 else "", name=f"Person {n}", user=None)
        TopicFactory(event=before, slug=f"t{n}")
        UserFactory(email=f"u{n}@example.org")


def questions(text: str, label: str, act: Callable[[TableImport], object], put: TableImport | None = None) -> int:
    put = put or put_in(text, label)
    with CaptureQueriesContext(connection) as captured:
        act(put)
    return sum(query["sql"].startswith("SELECT") for query in captured)


@pytest.mark.parametrize(("label", "table"), TABLES)
def test_checking_many_rows_asks_no_more_of_the_database_than_checking_few(label: str, table: Rows) -> None:
    what_they_name(45)

    few, many = (questions(table(range(rows)), label, go_on) for rows in (5, 45))

    assert many == few


@pytest.mark.parametrize(("label", "table"), TABLES)
def test_writing_many_rows_asks_no_more_than_writing_few(label: str, table: Rows) -> None:
    what_they_name(45)
    few, many = go_on(put_in(table(range(5)), label)), go_on(put_in(table(range(5, 45)), label))
    assert (few.refusals, many.refusals) == ([], [])
    importing.confirm(few)
    importing.confirm(many)

    asked_for_few, asked_for_many = (questions("", label, go_on, put) for put in (few, many))

    assert asked_for_many <= asked_for_few
    assert (many.new, many.refusals) == (40, [])


@pytest.mark.parametrize(("label", "table"), TABLES)
def test_rows_that_are_there_are_found_at_once_and_left_alone(label: str, table: Rows) -> None:
    what_they_name(45)
    imported(table(range(45)), label)

    few, many = (questions(table(range(rows)), label, go_on) for rows in (5, 45))

    assert many == few
    assert list(TableImport.objects.order_by("pk").values_list("same", flat=True)) == [0, 5, 45]


def test_what_may_be_there_once_is_refused_to_each_row_that_would_have_it_again() -> None:
    event = EventFactory(slug="2026-12")
    for n in range(2):
        AttendeeFactory(event=event, user=UserFactory(email=f"u{n}@example.org"), github=f"old{n}")

    said = refusals(attendees(range(2)), "planning.attendee")

    assert said == [f"Row {n}: This person is already registered for the event." for n in (1, 2)]


def test_somebody_who_comes_back_keeps_a_handle_that_nobody_else_has_by_now() -> None:
    event = EventFactory(slug="2026-12")
    AttendeeFactory(event=event, github="ada", cancelled_at=timezone.now())
    table = "event,github,name,cancelled_at\n2026-12,ADA,Ada,\n"

    assert imported(table, "planning.attendee").changed == 1
    assert Attendee.objects.get().cancelled_at is None


def test_a_check_that_one_row_passed_refuses_the_next_that_does_not() -> None:
    EventFactory(slug="2026-12")
    table = (
        "event,github,name,role,waiting_since\n2026-12,a,A,organizer,\n2026-12,b,B,organizer,2026-01-01\n"
        "2026-12,c,C,organizer,2026-01-01\n2026-12,d,D,attendee,2026-01-01\n"
    )

    said = refusals(table, "planning.attendee")

    assert said == [f"Row {n}: An organizer can neither be on the waiting list nor have cancelled." for n in (2, 3)]


def test_a_step_of_two_owners_is_refused_though_either_is_there() -> None:
    step = NextStepFactory(topic__event__slug="2026-12", topic__slug="seeds", number=1, owner=None)
    AttendeeFactory(event=step.topic.event, github="ada")
    OrganizationFactory(name="Garden")
    table = "topic,number,text,owner,owner_organization\n2026-12/seeds,1,Do it,2026-12/ada,Garden\n"

    assert refusals(table, "retros.nextstep") == ["Row 1: A step has one owner: a person or an organization."]


def test_each_row_has_its_history_with_where_it_came_from() -> None:
    EventFactory(slug="2026-12")
    imported("event,slug,title\n2026-12,a,A\n2026-12,b,B\n", "planning.topic")

    put = imported("event,slug,title\n2026-12,a,A\n2026-12,b,Better\n2026-12,c,C\n", "planning.topic")

    kept = Topic.history.order_by("history_id").values_list("slug", "title", "history_type", "history_change_reason")
    said = "Imported from table.csv"
    assert list(kept) == [
        ("a", "A", "+", said),
        ("b", "B", "+", said),
        ("c", "C", "+", said),
        ("b", "Better", "~", said),
    ]
    assert Topic.history.filter(history_user=put.by).count() == 2


def test_steps_keep_their_history_too() -> None:
    TopicFactory(event__slug="2026-05", slug="t0")

    imported("topic,number,text\n2026-05/t0,1,Do it\n", "retros.nextstep")

    assert NextStep.history.get().history_type == "+"


def test_a_waiting_list_moves_up_once_a_part_is_in() -> None:
    EventFactory(slug="2026-12", phase=Phase.BRAINSTORM, seats=1)
    table = "event,github,name,waiting_since\n2026-12,a,A,2026-02-02\n2026-12,b,B,2026-02-01\n"

    imported(table, "planning.attendee")

    assert [person.name for person in Attendee.objects.admitted()] == ["B"]  # who has waited longest


def test_time_is_given_for_rows_and_not_for_reading_up_to_them() -> None:
    EventFactory(slug="2026-12")
    put = put_in(topics(range(45)), "planning.topic")
    put.position = 44

    rows, stop_at = importing.rows_left(put, 0.0)

    assert stop_at > 0
    assert [row["slug"] for row in rows] == ["t44"]
