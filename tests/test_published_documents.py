"""What the community published, read in and written out again, wherever PUBLISHED_DOCUMENTS says it is.

The documents are not ours to publish, so the repository does not hold them.
"""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from planning.defusing import defused
from retros.reviews.agenda.reading import read_agenda
from retros.reviews.agenda.writing import write_agenda

pytestmark = pytest.mark.skipif(
    "PUBLISHED_DOCUMENTS" not in os.environ,
    reason="PUBLISHED_DOCUMENTS does not name the folder of the published documents",
)


@pytest.fixture
def agenda() -> str:
    return (Path(os.environ["PUBLISHED_DOCUMENTS"]) / "2023-11-review-agenda.md").read_text(encoding="utf-8")


def test_the_agenda_is_read_and_written_byte_for_byte(agenda: str) -> None:
    assert write_agenda(read_agenda(agenda)) == agenda


def test_nothing_of_what_was_published_has_to_be_defused() -> None:
    documents = sorted(Path(os.environ["PUBLISHED_DOCUMENTS"]).glob("*.md"))
    texts = [document.read_text(encoding="utf-8") for document in documents]

    assert documents
    assert [defused(text) for text in texts] == texts


@pytest.mark.django_db
@pytest.mark.usefixtures("in_berlin")
def test_the_agenda_is_exported_as_it_was_published(agenda: str) -> None:
    """All but the words of the two topics without a demo: sentences are not copied into the fixtures."""
    call_command("loaddata", "2021-11", "2022-09", "2023-05", "2023-11", verbosity=0)
    exported = StringIO()

    call_command("export_agenda", "2023-11", stdout=exported)

    ours, published = read_agenda(exported.getvalue()), read_agenda(agenda)
    assert exported.getvalue().partition("\n- ")[0] == agenda.partition("\n- ")[0]
    assert [slot.summary_url for slot in ours.mentioned] == [slot.summary_url for slot in published.mentioned]
