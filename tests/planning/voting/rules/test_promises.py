"""What every count keeps, whatever the election."""

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from planning.voting.box.reading import read_box
from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count, fits_rule, random_box, random_places

ELECTIONS = 150


def elections(rule: Rule) -> list[tuple[str, str]]:
    """Boxes that the rule counts, and how many places there are."""
    draw = Random(f"promises of {rule}")  # noqa: S311  # the same elections every time
    boxes = [random_box(draw) for _ in range(3 * ELECTIONS)]
    fitting = [text for text in boxes if fits_rule(read_box(text).vote_type, rule)]
    return [(text, random_places(draw, rule)) for text in fitting[:ELECTIONS]]


@pytest.mark.parametrize("rule", Rule)
def test_the_order_of_rows_changes_nothing(rule: Rule) -> None:
    for text, places in elections(rule):
        head, votes = text.split("VOTES\n")
        header, *rows = votes.split("\n")
        turned = f"{head}VOTES\n" + "\n".join([header, *reversed(rows)])

        assert count(turned, rule, places) == count(text, rule, places), text


@pytest.mark.parametrize("rule", Rule)
def test_names_of_voters_change_nothing_but_themselves(rule: Rule) -> None:
    for text, places in elections(rule):
        head, votes = text.split("VOTES\n")
        renamed = head + "VOTES\n" + votes.replace("\nv", "\nx")

        assert count(renamed, rule, places)["winners"] == count(text, rule, places)["winners"], text


@pytest.mark.parametrize("rule", Rule)
def test_no_topic_wins_that_was_withdrawn_or_merged(rule: Rule) -> None:
    for text, places in elections(rule):
        standing = {one.id for one in read_box(text).projects.values() if not one.withdrawn and not one.merged_into}

        assert set(count(text, rule, places)["winners"]) <= standing, text


@pytest.mark.parametrize("rule", [Rule.EQUAL_SHARES, Rule.DOTS, Rule.PHRAGMEN])
def test_payments_of_a_round_add_up_to_the_cost(rule: Rule) -> None:
    for text, places in elections(rule):
        costs = read_box(text).projects
        for one in count(text, rule, places)["rounds"]:
            cost = costs[one["topic"]].cost if places == "cost" else 1

            assert sum(map(Fraction, one["payments"].values())) == cost, text


@pytest.mark.parametrize("rule", [Rule.EQUAL_SHARES, Rule.DOTS])
def test_nobody_pays_more_than_their_share_while_topics_are_bought(rule: Rule) -> None:
    for text, places in elections(rule):
        counted = count(text, rule, places)
        paid = Counter[str]()
        for one in counted["rounds"]:
            if one["step"] == "buy":
                paid.update({voter: Fraction(amount) for voter, amount in one["payments"].items()})

        assert counted["money_left"] == {
            voter: str(Fraction(counted["share"]) - paid[voter]) for voter in counted["money_left"]
        }, text


@pytest.mark.parametrize("rule", Rule)
def test_winners_fit_the_places(rule: Rule) -> None:
    for text, places in elections(rule):
        counted = count(text, rule, places)
        kinds = Counter(counted["kinds"].values())

        assert Fraction(counted["places_left"]) >= 0, text
        if "+" in places:
            assert kinds["main"] <= int(places.split("+")[0]), text


def unrepresented(marks: list[set[str]], winners: set[str], places: int) -> str | None:
    """A topic that a large enough group marked, all of whose members have too few winners: EJR+ is broken.

    Brill, Peters 2023, Robust and Verifiable Proportionality Axioms for Multiwinner Voting.
    """
    for topic in set().union(*marks) - winners:
        supporters = [mine for mine in marks if topic in mine]
        for size in range(1, places + 1):
            poor = [mine for mine in supporters if len(mine & winners) < size]
            if len(poor) * places >= size * len(marks):
                return topic
    return None


def test_equal_shares_keep_ejr_plus_for_equal_places() -> None:
    draw = Random("EJR+")  # noqa: S311  # the same elections every time
    for _ in range(400):
        marks = [set(draw.sample("abcdefg", draw.randint(1, 5))) for _ in range(draw.randint(1, 9))]
        places = draw.randint(1, 6)
        text = box_text([",".join(sorted(mine)) for mine in marks], topics="abcdefg")

        winners = set(count(text, Rule.EQUAL_SHARES, str(places))["winners"])

        assert unrepresented(marks, winners, places) is None, text


def test_most_marks_break_ejr_plus_so_the_check_can_fail() -> None:
    marks = [{"a", "b", "c"}] * 6 + [{"d"}] * 3

    winners = set(counted_by_marks(marks)["winners"])

    assert winners == {"a", "b", "c"}
    assert unrepresented(marks, winners, 3) == "d"


def counted_by_marks(marks: list[set[str]]) -> dict[str, Any]:
    return count(box_text([",".join(sorted(mine)) for mine in marks], topics="abcd"), Rule.APPROVAL, "3")
