"""Boards with more notes than fit a page."""

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS
from planning.people.models import Attendee
from retros.board.models import Card, Group, Mark, Note
from retros.board.notes.columns import NOTES, columns_on, outline_of
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, EventFactory, GroupFactory, NoteFactory
from tests.flat import assert_flat
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db

Column = Card.Column


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event


def add_notes(event: Event, number: int, **more: object) -> list[Note]:
    """So many in each column, one after the other."""
    before = event.notes.count() // 3
    return Note.objects.bulk_create(
        Note(event=event, column=column, text=f"Note {place:03}", written_at=timezone.now(), **more)
        for place in range(before, before + number)
        for column in Column
    )


def shown(event: Event, page: int) -> list[list[list[str]]]:
    """On one page: of each column its cards, as their names and notes."""
    columns = columns_on(outline_of(event), page, AttendeeFactory(event=event))
    return [
        [[str(pile.card), *(note.text for note in pile.notes)] if pile.is_group else [str(pile.card)] for pile in piles]
        for _, piles, _ in columns
    ]


@pytest.mark.parametrize("page", ["", "?order=marks", "room/", "groups/"])
def test_board_costs_the_same_for_one_page_and_for_three(client: Client, event: Event, page: str) -> None:
    organizing(client, event)

    assert_flat(client, f"/{event.slug}/board/{page}", lambda number: add_notes(event, number), rows=NOTES)


def test_board_costs_the_same_however_many_notes_a_group_has(client: Client, event: Event) -> None:
    attending(client, event)
    group = GroupFactory(event=event, column=Column.THANKS)

    def add(number: int) -> None:
        NoteFactory.create_batch(number, event=event, column=Column.THANKS, group=group, text="Thank you!")

    assert_flat(client, f"/{event.slug}/board/", add, rows=NOTES)


def test_every_card_is_on_one_page_and_in_its_order(event: Event) -> None:
    add_notes(event, 2 * NOTES + 1)
    pages = [shown(event, page) for page in (1, 2, 3, 4)]

    assert [len(column) for page in pages for column in page] == [20, 20, 20, 20, 20, 20, 1, 1, 1, 0, 0, 0]
    assert [card for page in pages for card in page[0]] == [[f"Note {place:03}"] for place in range(41)]


def test_group_goes_on_on_the_next_page_below_its_name(event: Event) -> None:
    NoteFactory(event=event, column=Column.THANKS, text="Alone")
    long, empty = (GroupFactory(event=event, column=Column.THANKS, name=name) for name in ("Long", "Empty"))
    for place in range(NOTES + 1):
        NoteFactory(event=event, column=Column.THANKS, group=long, text=f"Note {place:03}")

    first, second = (shown(event, page)[2] for page in (1, 2))

    assert first == [["Long", *(f"Note {place:03}" for place in range(NOTES))]]
    assert second == [["Long", "Note 020"], ["Empty"], ["Alone"]]
    assert outline_of(event).cards(Column.THANKS) == 3
    assert empty.notes.count() == 0


def test_most_marked_come_first_of_all_pages(event: Event) -> None:
    notes = add_notes(event, NOTES + 1)
    group = GroupFactory(event=event, column=Column.WENT_WELL)
    for dot, person in enumerate(AttendeeFactory.create_batch(2, event=event), start=1):
        Mark.objects.create(attendee=person, dot=dot, note=notes[-3])
    Mark.objects.create(attendee=AttendeeFactory(event=event), dot=1, group=group)

    outline = outline_of(event, most_marked_first=True)

    assert [line.card for line in outline.lines[Column.WENT_WELL]][:3] == [
        (Note.KIND, notes[-3].pk),
        (Group.KIND, group.pk),
        (Note.KIND, notes[0].pk),
    ]


def test_card_leads_to_its_page_and_so_does_a_mark_on_it(client: Client, event: Event) -> None:
    attending(client, event)
    *_, last = add_notes(event, NOTES + 1)
    place = f'id="note-{last.pk}"'

    direct = client.get(last.get_absolute_url()).content.decode()
    marked = client.post(f"/{event.slug}/board/notes/{last.pk}/mark/", follow=True).content.decode()
    by_marks = client.get(f"/{event.slug}/board/?order=marks").content.decode()

    assert [place in page for page in (direct, marked, by_marks)] == [True, True, True]
    assert place not in client.get(f"/{event.slug}/board/").content.decode()
    assert f'hx-get="/{event.slug}/board/?page=2"' in direct


@pytest.mark.parametrize("at", ["note-", "note-²", f"note-{'9' * 5000}", "group-1", "nothing"])
def test_card_that_is_gone_leads_to_the_first_page(client: Client, event: Event, at: str) -> None:
    attending(client, event)
    add_notes(event, NOTES + 1)

    assert "1 to 20 of 21" in words(client.get(f"/{event.slug}/board/", {"at": at}))


def test_notes_of_any_page_can_be_grouped(client: Client, event: Event) -> None:
    organizing(client, event)
    notes = [note for note in add_notes(event, NOTES + 2) if note.column == Column.THANKS][-2:]
    path = f"/{event.slug}/board/groups/?page=2"

    offered = client.get(path).content.decode()
    client.post(path, {"column": "thanks", "notes": [note.pk for note in notes], "name": "Cooks"})

    assert offered.count('name="notes"') == 6
    assert list(Group.objects.get().notes.all()) == notes


def test_whoever_could_take_a_step_costs_the_same_however_many_they_are(client: Client, event: Event) -> None:
    organizing(client, event)
    note = NoteFactory(event=event)

    def add(number: int) -> list[Attendee]:
        before = event.attendees.count()
        people = (Attendee(event=event, name=f"Gardener {place:03}") for place in range(before, before + number))
        return Attendee.objects.bulk_create(people)

    page = f"/{event.slug}/board/notes/{note.pk}/step/"
    assert_flat(client, page, add, rows=ROWS + 1)
    last = add(1)[0]
    found = client.post(page, {"text": "Oil the gate.", "find": "find_owner", "find_owner": last.name})
    client.post(page, {"text": "Oil the gate.", "owner": last.pk, "due_on": "2199-01-31", "find_owner": last.name})

    assert "Oil the gate." in found.content.decode()
    assert f'<option value="{last.pk}">' in found.content.decode()
    assert NextStep.objects.get().owner == last
