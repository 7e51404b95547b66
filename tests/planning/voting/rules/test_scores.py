from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count


def test_approval_takes_the_most_marks() -> None:
    counted = count(box_text(["a,b", "b", "c,b", "c"]), Rule.APPROVAL, "2")

    assert counted["winners"] == ["b", "c"]
    assert [one["votes"] for one in counted["rounds"]] == [3, 2]


def test_approval_skips_what_fits_no_more() -> None:
    text = box_text(["a,b,c", "a,b", "a"], topics=["a;6", "b;5", "c;4"])

    assert count(text, Rule.APPROVAL, "cost")["winners"] == ["a", "c"]


def test_borda_counts_topics_below_the_rank() -> None:
    counted = count(box_text(["a,b,c", "b,c"], vote_type="ordinal", topics="abcd"), Rule.BORDA, "4")

    assert {one["topic"]: one["votes"] for one in counted["rounds"]} == {"b": 5, "a": 3, "c": 3}
    assert counted["popularity"] == {"a": 1, "b": 2, "c": 2, "d": 0}


def test_who_stands_on_no_ballot_does_not_win() -> None:
    assert count(box_text(["a"]), Rule.APPROVAL, "3")["places_left"] == 2
