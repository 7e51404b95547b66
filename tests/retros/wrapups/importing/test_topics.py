from dataclasses import replace

import pytest

from retros.wrapups.document import DocumentLink, DocumentTopic, LinkKind
from retros.wrapups.importing.changes import Change, Differences, ImportedChange
from retros.wrapups.importing.topics import TopicHere, merge_topic
from tests.retros.wrapups.importing.documents import ISSUE, PULL_REQUEST, SEEDS


def merged(
    base: DocumentTopic | None, here: DocumentTopic, in_file: DocumentTopic, *, loose: tuple[str, ...] = ()
) -> tuple[DocumentTopic, list[ImportedChange]]:
    diff = Differences(here.heading, 10)
    becomes = merge_topic(base, TopicHere(here, loose_steps=loose), in_file, diff)
    return becomes, diff.changes


def change(what: Change, field: str, here: str = "", in_file: str = "") -> ImportedChange:
    return ImportedChange(what, "🌱 Grow seeds", field, here, in_file, 10)


EDITED_HERE = replace(SEEDS, achievements="They grow well.")
EDITED_THERE = replace(SEEDS, achievements="They grow a lot.")


def test_what_only_the_file_changed_is_taken_over() -> None:
    assert merged(SEEDS, SEEDS, EDITED_THERE) == (
        EDITED_THERE,
        [change(Change.CHANGED, "achievements", "They grow a little.", "They grow a lot.")],
    )


def test_what_was_edited_here_stays() -> None:
    assert merged(SEEDS, EDITED_HERE, SEEDS) == (EDITED_HERE, [])


def test_what_was_edited_on_both_sides_stays_and_is_reported() -> None:
    assert merged(SEEDS, EDITED_HERE, EDITED_THERE) == (
        EDITED_HERE,
        [change(Change.KEPT, "achievements", "They grow well.", "They grow a lot.")],
    )


def test_what_was_edited_alike_on_both_sides_is_nothing_to_tell() -> None:
    assert merged(SEEDS, EDITED_HERE, EDITED_HERE) == (EDITED_HERE, [])


def test_what_was_taken_out_of_the_file_goes() -> None:
    without = replace(SEEDS, achievements="")

    assert merged(SEEDS, SEEDS, without) == (without, [change(Change.REMOVED, "achievements", "They grow a little.")])


def test_what_was_deleted_here_stays_away() -> None:
    without = replace(SEEDS, achievements="")

    assert merged(SEEDS, without, SEEDS) == (without, [])


def test_what_is_empty_here_is_filled_by_the_first_import() -> None:
    here = replace(SEEDS, motivation="")

    assert merged(None, here, SEEDS) == (SEEDS, [change(Change.ADDED, "motivation", "", "People are hungry.")])


def test_what_is_here_already_stays_at_the_first_import_and_is_reported() -> None:
    assert merged(None, EDITED_HERE, EDITED_THERE) == (
        EDITED_HERE,
        [change(Change.KEPT, "achievements", "They grow well.", "They grow a lot.")],
    )


def test_topic_without_a_report_gets_one_at_the_first_import() -> None:
    diff = Differences()

    merge_topic(None, TopicHere(SEEDS, has_report=False), SEEDS, diff)

    assert diff.changes == [ImportedChange(Change.ADDED, "", "report")]


def test_placeholder_for_a_lost_title_is_no_title() -> None:
    assert merged(None, SEEDS, replace(SEEDS, title="Untitled topic")) == (SEEDS, [])


def test_links_of_both_sides_come_together() -> None:
    here, in_file = replace(SEEDS, links=(ISSUE,)), replace(SEEDS, links=(PULL_REQUEST,))

    becomes, changes = merged(None, here, in_file)

    assert becomes.links == (ISSUE, PULL_REQUEST)
    assert changes == [change(Change.ADDED, "link", "", PULL_REQUEST.url)]


def test_link_that_was_taken_out_of_the_file_goes() -> None:
    becomes, changes = merged(SEEDS, SEEDS, replace(SEEDS, links=()))

    assert (becomes.links, changes) == ((), [change(Change.REMOVED, "link", PULL_REQUEST.url)])


def test_link_that_was_edited_here_stays_though_the_file_has_it_no_more() -> None:
    here = replace(SEEDS, links=(replace(PULL_REQUEST, text="The best one"),))

    assert merged(SEEDS, here, replace(SEEDS, links=())) == (here, [])


def test_link_that_was_deleted_here_stays_away() -> None:
    here = replace(SEEDS, links=())

    assert merged(SEEDS, here, SEEDS) == (here, [])


@pytest.mark.parametrize(
    ("here", "in_file", "becomes", "what"),
    [
        ("", "Sow", "Sow", [Change.ADDED]),
        ("Dig", "Dig", "Dig", []),
        ("Dig", "", "Dig", []),
        ("Dig", "Sow", "Dig", [Change.KEPT]),
    ],
)
def test_text_of_a_link_is_filled_and_never_lost(here: str, in_file: str, becomes: str, what: list[Change]) -> None:
    link = DocumentLink(LinkKind.OTHER, "https://example.org/")

    topic, changes = merged(
        None, replace(SEEDS, links=(replace(link, text=here),)), replace(SEEDS, links=(replace(link, text=in_file),))
    )

    assert topic.links == (replace(link, text=becomes),)
    assert [change.what for change in changes] == what


def test_kind_of_a_link_follows_the_file() -> None:
    tracking = replace(SEEDS, links=(replace(PULL_REQUEST, kind=LinkKind.TRACKING),))

    assert merged(SEEDS, SEEDS, tracking) == (
        tracking,
        [change(Change.CHANGED, f"kind of {PULL_REQUEST.url}", "pull_request", "tracking")],
    )


def test_new_step_follows_those_that_are_here() -> None:
    here = replace(SEEDS, next_steps=("Wait.", "Dig."))

    becomes, changes = merged(None, here, SEEDS)

    assert becomes.next_steps == ("Wait.", "Dig.", "Water them.")
    assert changes == [change(Change.ADDED, "next step", "", "Water them.")]


def test_mended_step_keeps_its_place() -> None:
    in_file = replace(SEEDS, next_steps=("Water them!", "Wait."))

    becomes, changes = merged(SEEDS, SEEDS, in_file)

    assert becomes.next_steps == ("Water them!", "Wait.")
    assert changes == [change(Change.CHANGED, "next step", "Water them.", "Water them!")]


def test_step_that_was_reworded_here_does_not_come_back() -> None:
    here = replace(SEEDS, next_steps=("Ask for rain.", "Wait."))

    assert merged(SEEDS, here, SEEDS) == (here, [])


def test_step_that_was_reworded_here_and_mended_in_the_file_is_reported() -> None:
    here = replace(SEEDS, next_steps=("Ask for rain.", "Wait."))

    assert merged(SEEDS, here, replace(SEEDS, next_steps=("Water them!", "Wait."))) == (
        here,
        [change(Change.KEPT, "next step", "", "Water them!")],
    )


def test_step_that_is_gone_from_the_file_stays_and_is_reported_while_nobody_has_it() -> None:
    in_file = replace(SEEDS, next_steps=())

    assert merged(SEEDS, SEEDS, in_file, loose=("Wait.",)) == (SEEDS, [change(Change.GONE, "next step", "Wait.")])


def test_step_that_was_added_here_is_nothing_to_tell() -> None:
    here = replace(SEEDS, next_steps=(*SEEDS.next_steps, "Dig."))

    assert merged(SEEDS, here, SEEDS, loose=here.next_steps) == (here, [])
