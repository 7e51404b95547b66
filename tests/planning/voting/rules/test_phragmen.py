from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count


def test_each_topic_goes_to_those_who_bear_the_least() -> None:
    counted = count(box_text(["a,b"] * 3 + ["c"] * 2), Rule.PHRAGMEN, "3")

    times = [(one["topic"], one["time"]) for one in counted["rounds"]]
    assert times[0][1] == "1/3"
    assert times[1] == ("c", "1/2")
    assert times[2][1] == "2/3"


def test_a_round_is_paid_by_what_the_load_grows() -> None:
    counted = count(box_text(["a,b", "b"], topics="ab"), Rule.PHRAGMEN, "2")

    assert counted["rounds"] == [
        {
            "round": 1,
            "topic": "b",
            "step": "buy",
            "tied": [],
            "time": "1/2",
            "payments": {"v1": "1/2", "v2": "1/2"},
        },
        {"round": 2, "topic": "a", "step": "buy", "tied": [], "time": "3/2", "payments": {"v1": "1"}},
    ]
    assert "share" not in counted
