from datetime import date
from pathlib import Path

import pytest

from retros.wrapups.archive.completing import complete, picture_path, with_missing_pictures
from retros.wrapups.archive.table import ArchiveRow
from tests.retros.wrapups.importing.documents import SEEDS, reading

DAYS = (date(2019, 5, 6), date(2019, 5, 10))
ROW = ArchiveRow("2019-05", 7, DAYS, "The Hut, Hilltop", "https://example.org/hut", "SAP")


def test_what_the_document_lacks_comes_from_the_table() -> None:
    document = complete(reading(SEEDS), ROW, "_index.md").document

    assert (document.starts_on, document.ends_on) == DAYS
    assert (document.venue, document.venue_url) == ("The Hut, Hilltop", "https://example.org/hut")
    assert document.hosts == (("SAP", ""),)


def test_the_venue_of_the_document_gets_the_website_of_the_table() -> None:
    document = complete(reading(SEEDS, venue="The Hut, Hilltop"), ROW, "_index.md").document

    assert document.venue_url == "https://example.org/hut"


def test_an_event_that_the_table_lacks_stays_as_it_was_read() -> None:
    assert complete(reading(SEEDS), None, "") == reading(SEEDS)


def test_a_table_that_contradicts_the_document_is_named_with_both_and_not_believed() -> None:
    first, last = date(2019, 5, 13), date(2019, 5, 17)
    said = reading(SEEDS, starts_on=first, ends_on=last, venue="The Castle", hosts=(("Bloom", ""),))

    completed = complete(said, ROW, "_index.md")

    end = "in _index.md, line 7. The file is taken at its word."
    assert completed.document == said.document
    assert [(warning.line, warning.text) for warning in completed.warnings] == [
        (2, f"13.05.2019 – 17.05.2019 here, but 06.05.2019 – 10.05.2019 {end}"),
        (3, f"“The Castle” here, but “The Hut, Hilltop” {end}"),
        (4, f"“Bloom” here, but “SAP” {end}"),
    ]


def test_a_venue_in_other_words_contradicts_nothing() -> None:
    said = reading(SEEDS, venue="The Hut, on a hill", hosts=(("SAP", "https://example.org/sap"), ("STACKIT", "")))

    assert complete(said, ROW, "_index.md").warnings == ()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/community/hackathons/images/2019-05/a.jpg", "images/2019-05/a.jpg"),
        ("./images/a.jpg", "images/a.jpg"),
        ("images/a.jpg?raw=true", "images/a.jpg"),
        ("https://example.org/a.jpg", ""),
        ("/img/logo.png", ""),
        ("data:image/png;base64,AA", ""),
    ],
)
def test_a_picture_is_looked_for_where_the_folder_has_it(url: str, path: str) -> None:
    assert picture_path(url) == path


def test_a_picture_that_is_missing_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "there.jpg").touch()
    text = "![A](there.jpg)\n\n![B](images/gone.jpg) and ![C](https://example.org/c.jpg)\n"

    warnings = with_missing_pictures(reading(SEEDS), text, tmp_path).warnings

    assert [(warning.line, warning.text) for warning in warnings] == [(3, "The picture images/gone.jpg isn't there.")]
    assert with_missing_pictures(reading(SEEDS), text, None).warnings == ()
