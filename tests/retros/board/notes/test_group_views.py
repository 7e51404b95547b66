import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from retros.board.models import Group, Note
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, EventFactory, GroupFactory, NoteFactory, OrganizerFactory
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db

COLUMN = "went-well"


@pytest.fixture
def event(client: Client) -> Event:
    """Its organizer is signed in."""
    event: Event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    return event


def sort(client: Client, event: Event, notes: list[Note], **how: object) -> str:
    data = {"column": COLUMN, "notes": [note.pk for note in notes], "group": "", "name": ""}
    return words(client.post(f"/{event.slug}/board/groups/", data | how, follow=True))


@pytest.mark.parametrize("page", ["groups/", "groups/{group}/rename/", "groups/{group}/ungroup/", "notes/{note}/step/"])
def test_groups_and_steps_are_made_by_organizers_alone(client: Client, event: Event, page: str) -> None:
    group, note = GroupFactory(event=event), NoteFactory(event=event)
    path = f"/{event.slug}/board/{page.format(group=group.pk, note=note.pk)}"
    attending(client, event)

    refused = client.post(path).status_code
    client.logout()

    assert refused == 403
    assert client.post(path)["Location"].startswith("/accounts/login/")
    assert (Group.objects.count(), NextStep.objects.count()) == (1, 0)


def test_organizer_puts_notes_into_a_new_group(client: Client, event: Event) -> None:
    notes = NoteFactory.create_batch(2, event=event)

    page = sort(client, event, notes, name="The place", together="")

    assert "They're in the group “The place”." in page
    assert list(Group.objects.get().notes.all()) == notes


def test_organizer_puts_a_note_into_a_group_that_is_there(client: Client, event: Event) -> None:
    group, note = GroupFactory(event=event, name="The place"), NoteFactory(event=event)

    page = sort(client, event, [note], group=group.pk, together="")

    assert "They're in the group “The place”." in page
    assert list(group.notes.all()) == [note]


def test_organizer_takes_a_note_out_of_its_group(client: Client, event: Event) -> None:
    note = NoteFactory(event=event, group=GroupFactory(event=event))

    page = sort(client, event, [note], out="")

    note.refresh_from_db()
    assert "stand on their own again" in page
    assert note.group is None


@pytest.mark.parametrize(
    ("name", "into", "reason"),
    [
        ("", False, "what the notes have in common"),
        ("Food", True, "not both"),
        ("the place", False, "already has a group “the place”"),
    ],
)
def test_group_that_is_not_clear_is_refused_and_the_form_kept(
    client: Client, event: Event, name: str, reason: str, *, into: bool
) -> None:
    group, note = GroupFactory(event=event, name="The place"), NoteFactory(event=event)
    data = {"column": COLUMN, "notes": [note.pk], "group": group.pk if into else "", "name": name, "together": ""}

    response = client.post(f"/{event.slug}/board/groups/", data)

    assert reason in words(response)
    assert re.search(rf'value="{note.pk}"[^>]* checked', response.content.decode())
    assert Group.objects.count() == 1


def test_nothing_chosen_or_a_column_made_up_changes_nothing(client: Client, event: Event) -> None:
    NoteFactory(event=event)

    refused = sort(client, event, [], name="The place", together="")
    shown = sort(client, event, [], name="The place", together="", column="rants")

    assert "Please check this." in refused
    assert "Group notes" in shown
    assert not Group.objects.exists()


def test_organizer_renames_a_group_to_what_is_free(client: Client, event: Event) -> None:
    group, _ = GroupFactory(event=event, name="Hut"), GroupFactory(event=event, name="Food")
    path = f"/{event.slug}/board/groups/{group.pk}/rename/"

    refused = client.post(path, {"name": "Food"})
    renamed = words(client.post(path, {"name": "The hut"}, follow=True))

    assert "already has a group “Food”" in words(refused)
    assert 'value="Food"' in refused.content.decode()
    assert "The group has been renamed. " in renamed
    assert client.get(path)["Location"] == f"/{event.slug}/board/groups/"
    assert Group.objects.filter(name="The hut").exists()


def test_group_without_a_name_is_refused(client: Client, event: Event) -> None:
    group = GroupFactory(event=event)

    page = words(client.post(f"/{event.slug}/board/groups/{group.pk}/rename/", {"name": " "}))

    assert "This field is required." in page


def test_organizer_takes_a_group_apart(client: Client, event: Event) -> None:
    group = GroupFactory(event=event, name="Hut")
    NoteFactory(event=event, group=group)
    path = f"/{event.slug}/board/groups/{group.pk}/ungroup/"

    assert client.get(path).status_code == 302
    page = words(client.post(path, follow=True))

    assert "The group “Hut” has been taken apart." in page
    assert (Group.objects.count(), Note.objects.count()) == (0, 1)


def test_groups_of_a_closed_board_stay(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    organizing(client, event)
    group = GroupFactory(event=event)
    note = NoteFactory(event=event, group=group)

    pages = [
        words(client.get(f"/{event.slug}/board/groups/")),
        words(client.post(f"/{event.slug}/board/groups/{group.pk}/ungroup/", follow=True)),
        words(client.post(f"/{event.slug}/board/groups/{group.pk}/rename/", {"name": "Hut"})),
        sort(client, event, [note], out=""),
    ]

    assert ["closed" in page for page in pages] == [True] * 4
    assert Note.objects.get().group == group


def organizer_of(event: Event) -> Attendee:
    return event.attendees.organizers().get()


def test_note_is_made_a_next_step_with_its_own_words_and_the_organizer(client: Client, event: Event) -> None:
    note = NoteFactory(event=event, text="Book the hut again.")
    path = f"/{event.slug}/board/notes/{note.pk}/step/"
    due_on = timezone.localdate() + timedelta(weeks=4)

    form = client.get(path).content.decode()
    data = {"text": "Book it.", "owner": organizer_of(event).pk, "due_on": due_on.isoformat()}
    response = client.post(path, data, follow=True)

    assert "Book the hut again.</textarea>" in form
    assert f'<option value="{organizer_of(event).pk}" selected>' in form
    assert f'value="{due_on.isoformat()}"' in form
    assert response.redirect_chain[0][0] == f"/{event.slug}/board/?at=note-{note.pk}#note-{note.pk}"
    assert "“Book it.” is now a next step for" in words(response)
    assert (NextStep.objects.get().owner, NextStep.objects.get().due_on) == (organizer_of(event), due_on)


def test_group_is_made_a_next_step_of_another_attendee(client: Client, event: Event) -> None:
    group, owner = GroupFactory(event=event, name="Hut"), AttendeeFactory(event=event)
    path = f"/{event.slug}/board/groups/{group.pk}/step/"

    client.post(path, {"text": "Book it.", "owner": owner.pk, "due_on": timezone.localdate().isoformat()})

    group.refresh_from_db()
    assert group.step is not None
    assert group.step.owner == owner
    assert "already a next step" in words(client.post(path, {"text": "x", "owner": owner.pk, "due_on": "2100-01-01"}))


def test_page_says_that_a_next_step_is_public(client: Client, event: Event) -> None:
    note = NoteFactory(event=event)

    assert "anyone can read a next step" in words(client.get(f"/{event.slug}/board/notes/{note.pk}/step/"))


@pytest.mark.parametrize("wrong", [{"text": " "}, {"due_on": "31.02."}, {"due_on": "1999-01-01"}, {"owner": "0"}])
def test_step_that_makes_no_sense_is_refused_on_the_form(client: Client, event: Event, wrong: dict[str, str]) -> None:
    note = NoteFactory(event=event)
    data = {"text": "Book it.", "owner": organizer_of(event).pk, "due_on": "2100-01-01"} | wrong

    response = client.post(f"/{event.slug}/board/notes/{note.pk}/step/", data)

    assert 'role="alert"' in response.content.decode()
    assert not NextStep.objects.exists()


def test_step_goes_to_nobody_from_elsewhere(client: Client, event: Event) -> None:
    note, stranger = NoteFactory(event=event), OrganizerFactory()
    data = {"text": "Book it.", "owner": stranger.pk, "due_on": "2100-01-01"}

    client.post(f"/{event.slug}/board/notes/{note.pk}/step/", data)

    assert not NextStep.objects.exists()
