from dataclasses import replace

import pytest

from retros.wrapups.document import DocumentLink, DocumentTopic, LinkKind
from retros.wrapups.importing.carrying import Carried, carry
from tests.retros.wrapups.importing.documents import ISSUE, PULL_REQUEST, SEEDS, SHOOTS, document

OURS = replace(SEEDS, problem_statement="Nothing grows.", next_steps=("Give them water.", "Wait for rain."))
"""The topic as it was entered, in other words than it was published in."""
ROOTS = DocumentTopic(title="Dig up roots", achievements="They are out.")


def carried(before: DocumentTopic, after: DocumentTopic) -> DocumentTopic:
    [topic] = carry(document(before), document(after), onto=document(SEEDS)).document.topics
    return topic


def test_what_did_not_change_stays_as_it_was_published() -> None:
    assert carry(document(OURS, venue="Hut"), document(OURS, venue="Hut"), onto=document(SEEDS)) == Carried(
        document(SEEDS), (0,)
    )


def test_what_was_edited_replaces_what_was_published() -> None:
    after = replace(OURS, achievements="They grow a lot.")

    assert carried(OURS, after) == replace(SEEDS, achievements="They grow a lot.")


@pytest.mark.parametrize(
    ("before", "after", "becomes"),
    [
        (SEEDS.next_steps, ("Water them daily.", "Wait."), ("Water them daily.", "Wait.")),
        (SEEDS.next_steps, ("Wait.",), ("Wait.",)),
        (OURS.next_steps, (*OURS.next_steps, "Harvest."), ("Water them.", "Wait.", "Harvest.")),
        (("Water them!", "Rest."), ("Water them at night.", "Rest."), ("Water them at night.", "Wait.")),
        (("Water them!", "Rest."), ("Rest.",), ("Wait.",)),
    ],
)
def test_steps_are_edited_where_they_stand(
    before: tuple[str, ...], after: tuple[str, ...], becomes: tuple[str, ...]
) -> None:
    topic = carried(replace(OURS, next_steps=before), replace(OURS, next_steps=after))

    assert topic.next_steps == becomes


def test_links_are_added_changed_and_taken_out() -> None:
    named = replace(PULL_REQUEST, text="Sow – garden/seeds#1")
    other = DocumentLink(LinkKind.OTHER, "https://example.org/", "Notes")

    assert carried(OURS, replace(OURS, links=(named, ISSUE))).links == (named, ISSUE)
    assert carried(OURS, replace(OURS, links=(other,))).links == (other,)


def test_a_topic_that_is_only_here_is_published_once_it_is_edited() -> None:
    before = document(SEEDS, SHOOTS)
    edited = replace(SHOOTS, achievements="They are very short.")

    assert carry(before, before, onto=document(SEEDS)).document == document(SEEDS)
    assert carry(before, document(SEEDS, edited), onto=document(SEEDS)) == Carried(document(SEEDS, edited), (0, None))


def test_topics_are_added_taken_out_and_moved() -> None:
    before = document(SEEDS, SHOOTS)

    assert carry(before, document(SEEDS, ROOTS, SHOOTS), onto=before).places == (0, None, 1)
    assert carry(before, document(SHOOTS), onto=before) == Carried(document(SHOOTS), (1,))
    assert carry(before, document(SHOOTS, SEEDS), onto=before) == Carried(document(SHOOTS, SEEDS), (1, 0))


def test_organizers_are_carried_by_name() -> None:
    """The website of an organization is the same at all events, whichever document said so."""
    before, after = document(hosts=(("SAP", ""),)), document(hosts=(("SAP", "https://example.org/"), ("STACKIT", "")))

    assert carry(before, after, onto=before).document.hosts == (("SAP", ""), ("STACKIT", ""))
