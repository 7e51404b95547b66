"""Grouping notes that say the same thing. A group is marked as one."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet

from planning.clock import Clock
from planning.events.models import Event
from retros.board.models import Group, Mark, Note
from retros.board.notes.opening import BoardRejected, lock_open_board


@transaction.atomic
def open_group(event: Event, name: str, notes: Collection[Note], *, clock: Clock) -> Group:
    """Make a group of these notes, in their column."""
    event, _ = lock_open_board(event.pk, clock)
    columns = {note.column for note in notes}
    if len(columns) != 1:
        raise BoardRejected("A group is made of notes from one column. Choose some.")
    column = columns.pop()
    if before := asked_for_before(event, column, name, notes):
        return before
    refuse_name_taken(Group(event=event, column=column, name=name))
    return put_into(event.groups.create(column=column, name=name), notes, clock=clock)


def asked_for_before(event: Event, column: str, name: str, notes: Collection[Note]) -> Group | None:
    """The group of this name with exactly these notes: it was asked for twice."""
    group = event.groups.filter(column=column, folded_name=name).first()
    return group if group and set(group.notes.all()) == set(notes) else None


@transaction.atomic
def put_into(group: Group, notes: Collection[Note], *, clock: Clock) -> Group:
    """Add notes to a group; their marks go with them. Anyone who marked two of them gets one mark back."""
    lock_open_board(group.event_id, clock)
    group = group_as_it_is_now(group)
    for note in notes:
        if (note.event_id, note.column) != (group.event_id, group.column):
            raise BoardRejected(f"“{group}” is in another column. Notes stay in their own.")
    chosen = Note.objects.filter(pk__in=[note.pk for note in notes], column=group.column)
    bring_marks(group, chosen)
    chosen.update(group=group)
    return group


def bring_marks(group: Group, notes: QuerySet[Note]) -> None:
    marked = set(group.marks.values_list("attendee", flat=True))
    for mark in Mark.objects.filter(note__in=notes).order_by("pk"):
        if mark.attendee_id in marked:
            mark.delete()
            continue
        marked.add(mark.attendee_id)
        mark.note, mark.group = None, group
        mark.save(update_fields=["note", "group"])


@transaction.atomic
def take_out(notes: Iterable[Note], *, clock: Clock) -> None:
    """Let notes stand on their own again. The group keeps its marks."""
    notes = list(notes)
    for event_id in {note.event_id for note in notes}:
        lock_open_board(event_id, clock)
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(group=None)


@transaction.atomic
def change_group(group: Group, *, name: str = "", notes: Collection[Note] | None = None, clock: Clock) -> None:
    """Rename it if there is a name, and give it exactly these notes if there are any."""
    if name:
        rename(group, name, clock=clock)
    if notes is not None:
        take_out(group.notes.exclude(pk__in=[note.pk for note in notes]), clock=clock)
        put_into(group, notes, clock=clock)


@transaction.atomic
def rename(group: Group, name: str, *, clock: Clock) -> Group:
    lock_open_board(group.event_id, clock)
    group = group_as_it_is_now(group)
    group.name = name
    refuse_name_taken(group)
    group.save(update_fields=["name", "folded_name"])
    return group


@transaction.atomic
def ungroup(group: Group, *, clock: Clock) -> None:
    """Let all its notes stand on their own again. Anyone who marked the group gets their mark back."""
    lock_open_board(group.event_id, clock)
    Group.objects.filter(pk=group.pk).delete()


def group_as_it_is_now(group: Group) -> Group:
    """Load it again, once the board is locked."""
    found = Group.objects.filter(pk=group.pk).select_related("step").first()
    if found is None:
        raise BoardRejected("This group has been taken apart in the meantime.")
    return found


def refuse_name_taken(group: Group) -> None:
    others = Group.objects.filter(event=group.event_id, column=group.column).exclude(pk=group.pk)
    if others.filter(folded_name=group.name).exists():
        raise BoardRejected(f"This column already has a group “{group.name}”. Put the notes there.")
