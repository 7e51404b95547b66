import pytest
from django.test import Client

from retros.board.models import Note
from tests.admin_pages import address
from tests.factories import NoteFactory

pytestmark = pytest.mark.django_db


def test_notes_are_found_by_their_words(admin_client: Client) -> None:
    hut = NoteFactory(text="The hut.")
    NoteFactory(text="The food.")

    page = admin_client.get(address(Note, "changelist"), {"q": "hut"})

    assert list(page.context["cl"].queryset) == [hut]
