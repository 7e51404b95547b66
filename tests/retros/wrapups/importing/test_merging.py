from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings

from retros.wrapups.document import Document, DocumentTopic, Reading
from retros.wrapups.importing.changes import Change, ImportedChange
from retros.wrapups.importing.merging import Merged, MergedTopic, merge
from retros.wrapups.importing.topics import TopicHere
from tests.retros.wrapups.importing.documents import SEEDS, SHOOTS, document, documents, reading

NEVER = Document(slug="", name="")
LONG_TEXT = "They do not grow, whatever we do: neither in spring nor in autumn."


def merged(in_file: Reading, *, base: Document = NEVER, here: Document | None = None) -> Merged:
    topics = [TopicHere(topic) for topic in here.topics] if here else []
    return merge(in_file, base=base, here=here and replace(here, topics=()), topics=topics)


def differences(changes: Sequence[ImportedChange]) -> list[tuple[Change, str, str, int]]:
    return [(change.what, change.topic, change.field, change.line) for change in changes]


def facts(**facts: Any) -> tuple[Document, Sequence[ImportedChange]]:
    """What an event with only a name becomes when a document gives these facts."""
    result = merged(reading(**facts), here=document())
    return result.event, result.changes


def test_new_event_comes_with_all_its_topics() -> None:
    result = merged(reading(SEEDS, SHOOTS, venue="The hut"))

    assert result.event == document(SEEDS, SHOOTS, venue="The hut")
    assert result.topics == (MergedTopic(SEEDS, gets_report=True), MergedTopic(SHOOTS, gets_report=True))
    assert differences(result.changes) == [
        (Change.ADDED, "", "event", 1),
        (Change.ADDED, "🌱 Grow seeds", "topic", 10),
        (Change.ADDED, "✂️ Cut shoots", "topic", 20),
    ]


def test_other_organizers_altogether_are_shown_and_those_here_stay() -> None:
    here = document(venue="The hut", hosts=(("SAP", ""), ("STACKIT", "")))

    result = merged(reading(venue="The hut", hosts=(("x-cellent", ""),)), here=here)

    assert result.event == here
    assert differences(result.changes) == [(Change.KEPT, "", "organizers", 4)]


def test_other_days_and_another_place_are_shown_and_what_is_here_stays() -> None:
    here = document(venue="The hut", starts_on=date(2019, 5, 6), ends_on=date(2019, 5, 10))
    in_file = reading(venue="The castle", starts_on=date(2019, 5, 6), ends_on=date(2019, 5, 11))

    result = merged(in_file, here=here)

    assert result.event == here
    assert [(change.what, change.field, change.here, change.in_file) for change in result.changes] == [
        (Change.KEPT, "venue", "The hut", "The castle"),
        (Change.KEPT, "days", "2019-05-06 to 2019-05-10", "2019-05-06 to 2019-05-11"),
    ]


@settings(deadline=None)
@given(documents())
def test_same_document_again_changes_nothing(generated: Document) -> None:
    again = Reading(generated, (), tuple(range(len(generated.topics))))

    result = merged(again, base=generated, here=generated)

    assert (result.changes, result.writes) == ((), False)
    assert [each.topic for each in result.topics] == list(generated.topics)


@settings(deadline=None)
@given(documents(), documents())
def test_what_was_edited_here_survives_a_document_that_was_not(imported: Document, here: Document) -> None:
    again = Reading(imported, (), tuple(range(len(imported.topics))))

    result = merged(again, base=imported, here=here)

    assert not any(change.what in {Change.CHANGED, Change.REMOVED} for change in result.changes)
    assert [each.topic for each in result.topics] == list(here.topics)


def test_facts_that_are_not_known_here_are_filled_and_reported_with_their_line() -> None:
    event, changes = facts(venue="The hut", starts_on=date(2019, 5, 6), ends_on=date(2019, 5, 10))

    assert (event.venue, event.starts_on, event.ends_on) == ("The hut", date(2019, 5, 6), date(2019, 5, 10))
    assert differences(changes) == [(Change.ADDED, "", "venue", 3), (Change.ADDED, "", "days", 2)]


def test_single_day_of_an_event_is_not_enough_to_know_its_days() -> None:
    event, changes = facts(starts_on=date(2019, 5, 6))

    assert (event.starts_on, changes) == (None, ())


def test_address_of_the_venue_stands_on_the_line_of_the_venue() -> None:
    _, changes = facts(venue_url="https://example.org/", review_url="https://example.org/review")

    assert differences(changes) == [(Change.ADDED, "", "venue_url", 3), (Change.ADDED, "", "review_url", 6)]


def test_hosts_are_added_to_those_here_whatever_their_case() -> None:
    here = document(hosts=(("sap", ""), ("Gardener", "")))

    result = merged(reading(hosts=(("SAP", "https://sap.example/"), ("STACKIT", ""))), here=here)

    assert result.event.hosts == (("sap", "https://sap.example/"), ("Gardener", ""), ("STACKIT", ""))
    assert differences(result.changes) == [
        (Change.ADDED, "", "website of sap", 4),
        (Change.ADDED, "", "organizer", 4),
    ]


def test_host_that_was_taken_off_here_stays_away() -> None:
    imported = document(hosts=(("SAP", "https://sap.example/"), ("STACKIT", "")))

    result = merged(reading(hosts=imported.hosts), base=imported, here=document(hosts=(("SAP", ""),)))

    assert (result.event.hosts, result.changes) == ((("SAP", ""),), ())


def test_new_topic_stands_where_the_file_has_it() -> None:
    harvest = DocumentTopic("Harvest")

    result = merged(reading(SEEDS, harvest, SHOOTS), base=document(SEEDS, SHOOTS), here=document(SEEDS, SHOOTS))

    assert [(each.topic, each.place) for each in result.topics] == [(SEEDS, 0), (harvest, None), (SHOOTS, 1)]
    assert differences(result.changes) == [(Change.ADDED, "Harvest", "topic", 20)]


def test_topic_that_is_gone_from_the_file_stays_and_is_reported() -> None:
    result = merged(reading(SHOOTS), base=document(SEEDS, SHOOTS), here=document(SEEDS, SHOOTS))

    assert [each.topic for each in result.topics] == [SEEDS, SHOOTS]
    assert differences(result.changes) == [(Change.GONE, "🌱 Grow seeds", "topic", 1)]
    assert not result.writes


def test_topic_that_is_only_here_is_nothing_to_tell() -> None:
    result = merged(reading(SHOOTS), base=document(SHOOTS), here=document(SEEDS, SHOOTS))

    assert ([each.topic for each in result.topics], result.changes) == ([SEEDS, SHOOTS], ())


def test_topic_that_was_deleted_here_stays_away() -> None:
    result = merged(reading(SEEDS, SHOOTS), base=document(SEEDS, SHOOTS), here=document(SHOOTS))

    assert ([each.topic for each in result.topics], result.changes) == ([SHOOTS], ())


def test_topic_that_was_deleted_here_and_edited_in_the_file_is_reported() -> None:
    edited = replace(SEEDS, achievements="They grow a lot.")

    result = merged(reading(edited, SHOOTS), base=document(SEEDS, SHOOTS), here=document(SHOOTS))

    assert [each.topic for each in result.topics] == [SHOOTS]
    assert differences(result.changes) == [(Change.KEPT, "🌱 Grow seeds", "topic", 10)]


def test_topic_that_was_given_another_title_here_is_still_the_same() -> None:
    imported = DocumentTopic("Sow", problem_statement=LONG_TEXT)
    renamed = replace(imported, title="From seed to harvest")
    edited = replace(imported, problem_statement="All is well.", achievements="It grows.")

    result = merged(reading(edited), base=document(imported), here=document(renamed))

    assert [each.topic for each in result.topics] == [replace(edited, title="From seed to harvest")]


def test_topic_that_was_given_another_title_in_the_file_is_still_the_same() -> None:
    result = merged(reading(replace(SEEDS, title="Harvest")), base=document(SEEDS), here=document(SEEDS))

    assert [(each.topic.title, each.place) for each in result.topics] == [("Harvest", 0)]
    assert differences(result.changes) == [(Change.CHANGED, "🌱 Grow seeds", "title", 10)]
