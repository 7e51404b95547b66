from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count


def steps(votes: list[str], places: str, topics: list[str] | str = "abcd") -> list[tuple[str, str, str]]:
    counted = count(box_text(votes, vote_type="ordinal", topics=topics), Rule.STV, places)
    return [(one["step"], one["topic"], one["votes"]) for one in counted["rounds"]]


def test_what_is_above_the_quota_goes_on_to_the_next() -> None:
    """Nine ballots, two places: a quota of 4. Six for `a`, so a third of each of them goes on."""
    votes = ["a,b"] * 6 + ["c"] * 2 + ["d"]

    assert steps(votes, "2") == [
        ("elect", "a", "6"),
        ("exclude", "d", "1"),
        ("exclude", "b", "999999999/500000000"),
        ("fill", "c", "2"),
    ]


def test_the_quota_is_told_in_ballots() -> None:
    assert count(box_text(["a"] * 9, vote_type="ordinal"), Rule.STV, "2")["quota"] == 4


def test_a_kind_without_a_place_is_out() -> None:
    topics = ["a;1;main", "b;1;main", "c;1;fast-track"]

    assert steps(["a,b,c"] * 3, "1+1", topics) == [
        ("elect", "a", "3"),
        ("no-place", "b", "999999999/1000000000"),
        ("fill", "c", "999999999/1000000000"),
    ]


def test_nobody_is_excluded_whom_a_place_waits_for() -> None:
    """The only fast track has the fewest votes, and without it the fast-track place would stay free."""
    topics = ["a;1;main", "b;1;main", "c;1;main", "e;1;main", "d;1;fast-track"]
    votes = ["a"] * 3 + ["b"] * 3 + ["e"] * 3 + ["c"] * 2 + ["d"]

    assert steps(votes, "2+1", topics)[0] == ("exclude", "c", "2")
    assert steps(votes, "2+1", topics)[-1] == ("fill", "d", "1")
