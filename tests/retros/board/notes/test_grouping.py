import pytest

from planning.clock import stopped_at
from planning.people.models import Attendee
from retros.board.models import Group, Mark, Note
from retros.board.notes.grouping import change_group, open_group, put_into, rename, take_out, ungroup
from retros.board.notes.marking import mark, marks_left
from retros.board.notes.opening import BoardRejected
from tests.clock import CLOSED, REVIEW
from tests.factories import AttendeeFactory, EventFactory, GroupFactory, NoteFactory

pytestmark = pytest.mark.django_db

THANKS = Note.Column.THANKS


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory()
    return attendee


def test_open_group_puts_notes_of_one_column_together(attendee: Attendee) -> None:
    notes = NoteFactory.create_batch(2, event=attendee.event, column=THANKS)

    group = open_group(attendee.event, "The cook", notes, clock=stopped_at(REVIEW))

    assert (group.name, group.column, list(group.notes.all())) == ("The cook", THANKS, notes)


def test_open_group_of_nothing_or_of_two_columns_is_rejected(attendee: Attendee) -> None:
    event = attendee.event
    for notes in ([], [NoteFactory(event=event), NoteFactory(event=event, column=THANKS)]):
        with pytest.raises(BoardRejected, match="from one column"):
            open_group(event, "Hut", notes, clock=stopped_at(REVIEW))

    assert not Group.objects.exists()


def test_open_group_with_a_name_that_is_taken_is_rejected(attendee: Attendee) -> None:
    GroupFactory(event=attendee.event, name="Hut")

    with pytest.raises(BoardRejected, match="already has a group “hut”"):
        open_group(attendee.event, "hut", [NoteFactory(event=attendee.event)], clock=stopped_at(REVIEW))


def test_marks_go_with_the_notes_and_whoever_marked_two_has_one_back(attendee: Attendee) -> None:
    other = AttendeeFactory(event=attendee.event)
    first, second = NoteFactory.create_batch(2, event=attendee.event)
    for person, note in ((attendee, first), (attendee, second), (other, second)):
        mark(person, note, clock=stopped_at(REVIEW))

    group = open_group(attendee.event, "Hut", [first, second], clock=stopped_at(REVIEW))

    assert {(found.attendee, found.group) for found in Mark.objects.all()} == {(attendee, group), (other, group)}
    assert (marks_left(attendee), marks_left(other)) == (2, 2)


def test_put_into_keeps_the_mark_the_group_has(attendee: Attendee) -> None:
    group, note = GroupFactory(event=attendee.event), NoteFactory(event=attendee.event)
    mark(attendee, group, clock=stopped_at(REVIEW))
    mark(attendee, note, clock=stopped_at(REVIEW))

    put_into(group, [note], clock=stopped_at(REVIEW))

    assert [(found.group, found.note) for found in Mark.objects.all()] == [(group, None)]


def test_put_into_a_group_of_another_column_or_event_is_rejected(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event)
    for note in (NoteFactory(event=attendee.event, column=THANKS), NoteFactory(event=EventFactory())):
        with pytest.raises(BoardRejected, match="in another column"):
            put_into(group, [note], clock=stopped_at(REVIEW))


def test_put_into_a_group_that_was_taken_apart_meanwhile_is_rejected(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event)
    Group.objects.all().delete()

    with pytest.raises(BoardRejected, match="taken apart in the meantime"):
        put_into(group, [], clock=stopped_at(REVIEW))


def test_take_out_lets_notes_stand_for_themselves(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event)
    first, second = NoteFactory.create_batch(2, event=attendee.event, group=group)
    mark(attendee, group, clock=stopped_at(REVIEW))

    take_out([first], clock=stopped_at(REVIEW))

    assert list(group.notes.all()) == [second]
    assert group.marks.count() == 1


def test_rename_gives_a_name_that_is_free(attendee: Attendee) -> None:
    group, _ = GroupFactory(event=attendee.event, name="Hut"), GroupFactory(event=attendee.event, name="Food")

    rename(group, "hut", clock=stopped_at(REVIEW))
    with pytest.raises(BoardRejected, match="already has a group “food”"):
        rename(group, "food", clock=stopped_at(REVIEW))

    group.refresh_from_db()
    assert group.name == "hut"


def test_change_group_gives_it_exactly_these_notes(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event, name="Hut")
    NoteFactory(event=attendee.event, group=group)
    note = NoteFactory(event=attendee.event)

    change_group(group, notes=[note], clock=stopped_at(REVIEW))

    assert list(group.notes.all()) == [note]


def test_ungroup_leaves_the_notes_and_gives_marks_back(attendee: Attendee) -> None:
    group = GroupFactory(event=attendee.event)
    note = NoteFactory(event=attendee.event, group=group)
    mark(attendee, group, clock=stopped_at(REVIEW))

    ungroup(group, clock=stopped_at(REVIEW))

    note.refresh_from_db()
    assert note.group is None
    assert marks_left(attendee) == 3


def test_groups_of_a_closed_board_stay_as_they_are(attendee: Attendee) -> None:
    event = attendee.event
    group = GroupFactory(event=event)
    note = NoteFactory(event=event, group=group)

    with pytest.raises(BoardRejected, match="is closed"):
        open_group(event, "Food", [note], clock=stopped_at(CLOSED))
    with pytest.raises(BoardRejected, match="is closed"):
        take_out([note], clock=stopped_at(CLOSED))
    with pytest.raises(BoardRejected, match="is closed"):
        rename(group, "Food", clock=stopped_at(CLOSED))
    with pytest.raises(BoardRejected, match="is closed"):
        ungroup(group, clock=stopped_at(CLOSED))


def test_a_group_asked_for_twice_is_one(attendee: Attendee) -> None:
    notes = NoteFactory.create_batch(2, event=attendee.event)

    first, second = (open_group(attendee.event, "Hut", notes, clock=stopped_at(REVIEW)) for _ in range(2))

    assert (first, Group.objects.count()) == (second, 1)


def test_a_group_of_that_name_with_other_notes_is_another(attendee: Attendee) -> None:
    one, other = NoteFactory.create_batch(2, event=attendee.event)
    open_group(attendee.event, "Hut", [one], clock=stopped_at(REVIEW))

    with pytest.raises(BoardRejected, match="already has a group “Hut”"):
        open_group(attendee.event, "Hut", [one, other], clock=stopped_at(REVIEW))
