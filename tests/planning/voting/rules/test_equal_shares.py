import pytest

from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count

SIX_AND_THREE = ["a,b,c"] * 6 + ["d"] * 3


def test_a_third_of_the_voters_decides_about_a_third_of_the_places() -> None:
    counted = count(box_text(SIX_AND_THREE, topics="abcd"), Rule.EQUAL_SHARES, "3")

    assert "d" in counted["winners"]
    assert counted["without"] == []
    assert counted["share"] == "1/3"


def test_who_cannot_pay_their_part_pays_all_they_have() -> None:
    """Two places, four voters with a half each. `a` takes a third of three of them, who then have a sixth left."""
    counted = count(box_text(["a", "a,b", "a,b", "b"], topics="ab"), Rule.EQUAL_SHARES, "2", salt="1")

    first, second = counted["rounds"]
    assert first["rho"] == "1/3"
    assert second["step"] == "completion"
    assert counted["losers"] == {second["topic"]: {"supporters": 3, "money": "5/6", "missing": "1/6"}}
    assert second["time"] == "1/18"
    assert sorted(second["payments"].values()) == ["2/9", "2/9", "5/9"]


def test_a_price_is_shared_by_points() -> None:
    counted = count(box_text(["a;3", "a;1"], vote_type="cumulative", topics="a"), Rule.DOTS, "1")

    assert counted["rounds"] == [
        {
            "round": 1,
            "topic": "a",
            "step": "buy",
            "tied": [],
            "rho": "1/2",
            "payments": {"v1": "1/2", "v2": "1/2"},
        }
    ]


def test_points_weigh_where_there_is_more_money() -> None:
    """Each of two voters holds one place: three quarters of `a` are paid by who gave it three of four points."""
    counted = count(box_text(["a,b;3,1", "a,b;1,1"], vote_type="scoring", topics="ab"), Rule.DOTS, "2")

    assert counted["rounds"][0]["topic"] == "a"
    assert counted["rounds"][0]["rho"] == "1/4"
    assert counted["rounds"][0]["payments"] == {"v1": "3/4", "v2": "1/4"}
    assert counted["rounds"][1]["rho"] == "3/4"
    assert counted["money_left"] == {"v1": "0", "v2": "0"}


def test_topics_take_the_people_they_need() -> None:
    text = box_text(["a"] * 3 + ["b"] * 2, topics=["a;6", "b;4", "c;1"])

    counted = count(text, Rule.EQUAL_SHARES, "cost")

    assert counted["winners"] == ["a", "b"]
    assert counted["share"] == "2"
    assert counted["places_left"] == 0
    assert counted["losers"] == {"c": {"supporters": 0, "money": "0", "missing": "1"}}


def test_without_a_ballot_nobody_wins() -> None:
    counted = count(box_text(["", ""]), Rule.EQUAL_SHARES, "2")

    assert counted["winners"] == []
    assert counted["ballots"] == 2
    assert counted["counted"] == 0
    assert counted["share"] is None
    assert counted["losers"] == {}
    assert counted["places_left"] == 2


@pytest.mark.parametrize(("salt", "order"), [("first", "abc"), ("second", "cba"), ("third", "bca")])
def test_equals_stand_in_the_order_the_salt_draws(salt: str, order: str) -> None:
    first = count(box_text(["a,b,c"]), Rule.EQUAL_SHARES, "1", salt=salt)["rounds"][0]

    assert [first["topic"], *first["tied"]] == list(order)
