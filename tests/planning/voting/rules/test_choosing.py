from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count


def test_a_shortlist_counts_each_length_anew() -> None:
    text = box_text(["a"] * 3 + ["b"] * 2, topics=["a;6", "b;5"])

    counted = count(text, Rule.EQUAL_SHARES, "2", shortlist=True)

    assert counted["shortlist"] == [
        {"places": 1, "winners": ["a"], "needs": 6, "without": ["v4", "v5"]},
        {"places": 2, "winners": ["a", "b"], "needs": 11, "without": []},
    ]
    assert counted["staffable"] == 1


def test_fast_tracks_stay_as_many_on_a_shortlist() -> None:
    counted = count(box_text(["a,b,c"], topics=["a", "b", "c;1;fast-track"]), Rule.APPROVAL, "2+1", shortlist=True)

    assert [one["places"] for one in counted["shortlist"]] == [2, 3]
    assert counted["staffable"] == 3


def test_either_kind_is_main_while_main_places_are_left() -> None:
    topics = ["a;1;main,fast-track", "b;1;main", "c;1;main,fast-track", "d;1;fast-track"]

    counted = count(box_text(["a,b,c,d", "a,b,c", "a,b", "a"], topics=topics), Rule.APPROVAL, "2+2")

    assert counted["kinds"] == {"a": "main", "b": "main", "c": "fast-track", "d": "fast-track"}
