import re

import pytest

from planning.voting.box.records import BoxRejected
from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count


@pytest.mark.parametrize(
    ("vote_type", "rule"),
    [("approval", "equal-shares"), ("ordinal", "stv"), ("cumulative", "dots"), ("scoring", "dots")],
)
def test_each_kind_of_votes_has_its_usual_rule(vote_type: str, rule: str) -> None:
    assert count(box_text([], vote_type=vote_type), places="2")["rule"] == rule


def test_the_box_names_rule_places_and_salt() -> None:
    counted = count(box_text(["a"], meta={"rule": "phragmen", "places": "2+1", "salt": "n"}), salt=None)  # type: ignore[arg-type]

    assert (counted["rule"], counted["places"], counted["salt"]) == ("phragmen", "2+1", "n")


def test_a_foreign_rule_is_passed_over() -> None:
    assert count(box_text(["a"], meta={"rule": "greedy"}), places="1")["rule"] == "equal-shares"


def test_what_is_asked_for_wins() -> None:
    counted = count(box_text(["a"], meta={"rule": "phragmen", "places": "2"}), Rule.APPROVAL, "1")

    assert (counted["rule"], counted["places"]) == ("approval", "1")


def test_without_places_topics_cost_people() -> None:
    assert count(box_text(["a"]))["places"] == "cost"


@pytest.mark.parametrize(
    ("text", "rule", "places", "why"),
    [
        (box_text([]), Rule.STV, "2", "stv needs rankings, and the votes are approval"),
        (box_text([]), Rule.BORDA, "2", "borda needs rankings, and the votes are approval"),
        (box_text([], vote_type="ordinal"), Rule.STV, "", "stv cannot count with costs; say how many places"),
        (box_text([]), None, "0", "there are 0 places"),
        (box_text([]), None, "0+0", "there are 0 places"),
        (box_text([]), None, "many", "the places are “many”; write 8, 7+1 or cost"),
        (box_text([], meta={"budget": "0"}), None, "", "the budget is missing or not above 0"),
        (box_text([], meta={"budget": ""}), None, "cost", "the budget is missing or not above 0"),
    ],
)
def test_what_cannot_be_counted_is_refused(text: str, rule: Rule | None, places: str, why: str) -> None:
    with pytest.raises(BoxRejected, match=re.escape(why)):
        count(text, rule, places)


@pytest.mark.parametrize(
    ("places", "why"),
    [("cost", "a shortlist needs a number of places"), ("1001", "a shortlist has 1,000 places at most")],
)
def test_a_shortlist_is_of_places_and_ends(places: str, why: str) -> None:
    with pytest.raises(BoxRejected, match=why):
        count(box_text([]), places=places, shortlist=True)
