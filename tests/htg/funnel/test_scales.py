import pytest

from htg.funnel.scales import round_above


@pytest.mark.parametrize(
    ("most", "end"), [(0, 5), (4, 5), (5, 10), (22, 25), (49, 50), (50, 100), (143, 150), (1000, 1500)]
)
def test_a_scale_ends_at_a_round_number_beyond_the_longest_bar(most: int, end: int) -> None:
    assert round_above([1, most]) == max(end, 5)


def test_a_scale_of_nothing_has_an_end() -> None:
    assert round_above([]) == 5
