from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime

import pytest
from django.db import connection

from planning.clock import stopped_at
from planning.people.models import Attendee
from retros.board.models import Group, Mark, Note
from retros.board.notes.grouping import open_group, put_into
from retros.board.notes.marking import mark, marks_left, take_mark_back
from retros.board.notes.opening import BoardRejected
from tests.clock import CLOSED, REVIEW, VOTING
from tests.factories import AttendeeFactory, GroupFactory, NoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory()
    return attendee


def cards(attendee: Attendee, number: int) -> list[Note]:
    return list(NoteFactory.create_batch(number, event=attendee.event))


def test_mark_is_put_on_notes_and_on_groups(attendee: Attendee) -> None:
    note, group = NoteFactory(event=attendee.event), GroupFactory(event=attendee.event)

    mark(attendee, note, clock=stopped_at(REVIEW))
    mark(attendee, group, clock=stopped_at(REVIEW))

    assert {(found.note, found.group) for found in Mark.objects.all()} == {(note, None), (None, group)}
    assert marks_left(attendee) == 1


def test_mark_that_is_there_already_stays(attendee: Attendee) -> None:
    note = NoteFactory(event=attendee.event)

    mark(attendee, note, clock=stopped_at(REVIEW))
    mark(attendee, note, clock=stopped_at(REVIEW))

    assert marks_left(attendee) == 2


def test_fourth_mark_is_rejected_until_one_is_taken_back(attendee: Attendee) -> None:
    first, *others, fourth = cards(attendee, 4)
    for note in (first, *others):
        mark(attendee, note, clock=stopped_at(REVIEW))

    with pytest.raises(BoardRejected, match=r"^You've used all 3 of your marks\. Take one back first\.$"):
        mark(attendee, fourth, clock=stopped_at(REVIEW))
    take_mark_back(attendee, first, clock=stopped_at(REVIEW))
    mark(attendee, fourth, clock=stopped_at(REVIEW))

    assert {found.note for found in Mark.objects.all()} == {*others, fourth}


def test_mark_on_a_note_in_a_group_is_rejected(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event, name="Network")
    note = NoteFactory(event=attendee.event, group=group)

    with pytest.raises(BoardRejected, match=r"^This note is in the group “Network”\. Mark the group instead\.$"):
        mark(attendee, note, clock=stopped_at(REVIEW))


@pytest.mark.parametrize(("now", "reason"), [(VOTING, "hasn't begun"), (CLOSED, "is closed")])
@pytest.mark.parametrize("change", [mark, take_mark_back])
def test_marks_stay_as_they_are_unless_the_board_is_open(
    attendee: Attendee, change: Callable[..., None], now: datetime, reason: str
) -> None:
    with pytest.raises(BoardRejected, match=reason):
        change(attendee, NoteFactory(event=attendee.event), clock=stopped_at(now))


def test_mark_on_a_group_that_was_taken_apart_meanwhile_is_rejected(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event)
    Group.objects.all().delete()

    with pytest.raises(BoardRejected, match="taken apart in the meantime"):
        mark(attendee, group, clock=stopped_at(REVIEW))


@pytest.mark.django_db(transaction=True)
def test_marks_set_in_many_tabs_at_once_keep_to_the_limit(attendee: Attendee) -> None:
    notes = cards(attendee, 8)

    def put(note: Note) -> bool:
        with closing(connection):
            try:
                mark(attendee, note, clock=stopped_at(REVIEW))
            except BoardRejected:
                return False
            return True

    with ThreadPoolExecutor(8) as tabs:
        taken = list(tabs.map(put, notes))

    assert sum(taken) == 3
    assert sorted(Mark.objects.values_list("dot", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_marks_set_while_notes_are_grouped_end_on_the_group(attendee: Attendee) -> None:
    notes = cards(attendee, 4)
    people = [attendee, *AttendeeFactory.create_batch(5, event=attendee.event)]

    def put(person: Attendee) -> None:
        with closing(connection), suppress(BoardRejected):  # too late: it is in the group by then
            mark(person, notes[0], clock=stopped_at(REVIEW))

    def group() -> None:
        with closing(connection):
            group = open_group(attendee.event, "Hut", notes[:2], clock=stopped_at(REVIEW))
            put_into(group, notes[2:], clock=stopped_at(REVIEW))

    with ThreadPoolExecutor(7) as pool:
        done = [pool.submit(put, person) for person in people[:3]]
        done += [pool.submit(group), *(pool.submit(put, person) for person in people[3:])]

    assert [job.exception() for job in done] == [None] * 7
    assert not Mark.objects.filter(note__isnull=False).exists()
