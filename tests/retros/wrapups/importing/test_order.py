from retros.wrapups.importing.changes import Change, Differences, ImportedChange
from retros.wrapups.importing.order import order_topics


def ordered(
    in_file: list[int | None], count: int, known: dict[int, int] | None = None
) -> tuple[list[int], list[Change]]:
    """The positions, and what is reported. Without `known` all topics stood in the version before as they do here."""
    diff = Differences()
    standing = {place: place for place in range(count)} if known is None else known
    ranks = order_topics(in_file, count, standing, diff)
    return ranks, [change.what for change in diff.changes]


def test_new_topics_stand_where_the_file_has_them() -> None:
    assert ordered([0, None, 1, None], 2) == ([0, 2, 1, 3], [])


def test_topics_that_are_here_alone_stay_behind_the_one_they_followed() -> None:
    assert ordered([0, None, 2], 4) == ([0, 1, 4, 2, 3], [])


def test_topic_that_is_here_alone_stays_the_first() -> None:
    assert ordered([1, 2], 3) == ([0, 1, 2], [])


def test_order_of_the_file_is_taken_over_where_it_was_changed_there() -> None:
    assert ordered([1, 0], 2) == ([1, 0], [Change.CHANGED])


def test_order_here_stays_where_it_was_changed_here() -> None:
    assert ordered([1, 0, None], 2, {0: 1, 1: 0}) == ([0, 1, 2], [])


def test_order_here_stays_where_it_was_changed_on_both_sides() -> None:
    assert ordered([0, 2, 1], 3, {0: 2, 1: 0, 2: 1}) == ([0, 1, 2], [Change.KEPT])


def test_order_of_an_event_that_was_never_imported_stays() -> None:
    assert ordered([1, 0], 2, {}) == ([0, 1], [Change.KEPT])


def test_change_of_order_is_one_of_the_event() -> None:
    diff = Differences()

    order_topics([1, 0], 2, {0: 0, 1: 1}, diff)

    assert diff.changes == [ImportedChange(Change.CHANGED, "", "order of the topics")]
