import pytest
from django.http import QueryDict

from retros.reviews.agenda.ordering import moved, numbers, posted_order


@pytest.mark.parametrize(
    ("topic", "step", "order"),
    [
        (2, -1, [2, 1, 3]),
        (2, 1, [1, 3, 2]),
        (1, -1, [1, 2, 3]),
        (3, 1, [1, 2, 3]),
        (7, 1, [1, 2, 3]),
    ],
)
def test_topic_moves_within_the_list(topic: int, step: int, order: list[int]) -> None:
    assert moved([1, 2, 3], topic, step) == order


@pytest.mark.parametrize(
    ("posted", "order"),
    [
        ("order=3&order=1&order=2", [3, 1, 2]),
        ("order=3&order=1&order=2&up=2", [3, 2, 1]),
        ("order=3&order=1&order=2&down=3", [1, 3, 2]),
        ("order=3&order=one&order=²&order=-1&order=1", [3, 2, 1]),
        (f"order={'9' * 5000}&order=7&order=3&order=2&order=3", [1, 3, 2]),
        ("", [1, 2, 3]),
    ],
)
def test_order_is_that_of_the_page_and_its_button(posted: str, order: list[int]) -> None:
    assert posted_order(QueryDict(posted), [1, 2, 3]) == order


@pytest.mark.parametrize(
    ("posted", "order"),
    [
        ("order=4&order=3", [1, 2, 4, 3, 5]),
        ("order=3&order=4&up=3", [1, 3, 2, 4, 5]),
        ("order=3&order=4&down=4", [1, 2, 3, 5, 4]),
        ("order=4&order=3&down=3", [1, 2, 4, 5, 3]),
    ],
)
def test_what_is_not_on_the_page_keeps_its_place_but_where_a_topic_moves_past_it(posted: str, order: list[int]) -> None:
    assert posted_order(QueryDict(posted), [1, 2, 3, 4, 5]) == order


def test_page_that_was_only_opened_changes_nothing() -> None:
    assert (posted_order(None, [2, 1]), numbers(None, "remove")) == ([2, 1], [])
