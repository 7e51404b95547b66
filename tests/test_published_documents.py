"""What the community published, read in and written out again, wherever PUBLISHED_DOCUMENTS says it is.

The documents are not ours to publish, so the repository does not hold them.
"""

import os
from collections.abc import Callable, Iterator
from difflib import unified_diff
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from planning.defusing import defused
from retros.reviews.agenda.reading import read_agenda
from retros.reviews.agenda.writing import write_agenda
from retros.wrapups.document import read_document, write_document
from retros.wrapups.document.facts import TODAY
from tests.test_fixtures import EVENTS
from tests.test_source_documents import PROSE, records, runs

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


def wrap_ups() -> Iterator[Path]:
    for path in sorted(Path(os.environ.get("PUBLISHED_DOCUMENTS", "")).glob("*.md")):
        if "agenda" not in path.name:
            yield path


def lines_that_differ(text: str, other: str) -> list[str]:
    return [line for line in [*unified_diff(text.splitlines(), other.splitlines(), n=0)][2:] if line[0] in "+-"]


def count(text: str) -> int:
    return len(text.splitlines())


def exported(slug: str, *options: str) -> str:
    out = StringIO()
    call_command("export_wrapup", slug, *options, stdout=out)
    return out.getvalue()


each_wrap_up = pytest.mark.parametrize("path", list(wrap_ups()), ids=lambda path: path.stem)


@pytest.mark.django_db
@pytest.mark.parametrize("past", [[], EVENTS], ids=["empty", "past events"])
@each_wrap_up
def test_a_wrap_up_comes_out_byte_for_byte(
    path: Path, past: list[str], record_property: Callable[[str, object], None]
) -> None:
    text = path.read_text(encoding="utf-8")
    if past:
        call_command("loaddata", *past, verbosity=0)

    call_command("import_wrapup", str(path), stdout=StringIO())

    differ, over = lines_that_differ(text, exported(path.stem)), "the past events" if past else "nothing"
    record_property("figures", f"{path.name}, in over {over} and out: {len(differ)} of {count(text)} lines differ")
    assert exported(path.stem) == text


@each_wrap_up
def test_each_topic_and_link_of_a_wrap_up_is_in_the_fixtures_in_order(path: Path) -> None:
    topics = read_document(path.read_text(encoding="utf-8")).document.topics

    entered = entered_by_topic(path.stem)

    assert [(topic.title, [link.url for link in topic.links], len(topic.next_steps)) for topic in topics] == entered


def entered_by_topic(event: str) -> list[tuple[str, list[str], int]]:
    topics: dict[str, tuple[str, list[str], list[str]]] = {}
    for record in records(event):
        fields = record["fields"]
        if record["model"] == "planning.topic":
            topics[fields["slug"]] = (fields["title"], [], [])
        elif record["model"] == "retros.link":
            topics[fields["report"][1]][1].append(fields["url"])
        elif record["model"] == "retros.nextstep":
            topics[fields["topic"][1]][2].append(fields["text"])
    return [(title, urls, len(steps)) for title, urls, steps in topics.values()]


@each_wrap_up
def test_no_sentence_of_a_wrap_up_is_copied_into_the_fixtures(path: Path) -> None:
    written = runs(path.read_text(encoding="utf-8"))

    copied = [
        run
        for record in records(path.stem)
        for field in PROSE
        for run in sorted(runs(str(record["fields"].get(field, ""))) & written)
    ]

    assert copied == []


MOST = {"2024-12": 18, "2025-06": 54, "2025-12": 6, "2026-03": 2}
"""How many lines differ at most if each document is written anew, in its own form, from nothing but what was read."""


@each_wrap_up
def test_a_wrap_up_is_written_anew_from_what_was_read(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    text = path.read_text(encoding="utf-8")
    reading = read_document(text)

    differ = lines_that_differ(text, write_document(reading.document, reading.form or TODAY))

    record_property("figures", f"{path.name}, written anew: {len(differ)} of {count(text)} lines differ")
    assert len(differ) <= MOST[path.stem]


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
