"""The judge sees each hard rule broken."""

from dataclasses import replace
from fractions import Fraction

import pytest

from planning.teams.assigning.checking import broken_rules
from planning.teams.assigning.problem import OfferedTopic, Open, Person, Problem, Settings

ANN, BOB, CLEO = (Person(name, organization=of) for name, of in (("ann", "A"), ("bob", "A"), ("cleo", "B")))
PROBLEM = Problem((OfferedTopic("x", 2, 3), OfferedTopic("y", 1, 1)), (ANN, BOB, CLEO))
ALL_ON_X = {"ann": "x", "bob": "x", "cleo": "x"}


def with_topic(**changed: object) -> Problem:
    first, *others = PROBLEM.topics
    return replace(PROBLEM, topics=(replace(first, **changed), *others))  # type: ignore[arg-type]


def with_ann(**changed: object) -> Problem:
    return replace(PROBLEM, people=(replace(ANN, **changed), BOB, CLEO))  # type: ignore[arg-type]


def with_settings(**changed: object) -> Problem:
    return replace(PROBLEM, settings=replace(Settings(), **changed))  # type: ignore[arg-type]


def test_a_plan_that_keeps_all_rules_passes() -> None:
    assert broken_rules(PROBLEM, ALL_ON_X) == []


@pytest.mark.parametrize(
    ("problem", "teams", "broken"),
    [
        (with_topic(max=2), ALL_ON_X, ["x has 3 people, and 2 seats"]),
        (
            PROBLEM,
            {"ann": "x", "bob": None, "cleo": None},
            ["x has 1 people who are there all week, and needs 2"],
        ),
        (
            with_ann(part=True),
            {"ann": "x", "bob": "x", "cleo": None},
            ["x has 1 people who are there all week, and needs 2"],
        ),
        (with_topic(open=Open.NO), ALL_ON_X, ["x does not run"]),
        (with_topic(open=Open.MUST), {"ann": None, "bob": None, "cleo": "y"}, ["x must run"]),
        (with_ann(pin="y"), ALL_ON_X, ["ann is pinned to y"]),
        (with_ann(pin="y"), {**ALL_ON_X, "ann": None}, ["ann is pinned to y"]),
        (with_ann(exclude=frozenset("x")), ALL_ON_X, ["ann may not be on x"]),
        (with_settings(share=Fraction(1, 3)), ALL_ON_X, ["x has 2 people of A, more than 1/3 of 3"]),
        (with_settings(mixed=True), {**ALL_ON_X, "cleo": None}, ["x has only people of A"]),
        (PROBLEM, {**ALL_ON_X, "dan": "x"}, ["dan is nobody here"]),
        (PROBLEM, {**ALL_ON_X, "cleo": "z"}, ["z is no topic"]),
    ],
)
def test_each_broken_rule_is_seen(problem: Problem, teams: dict[str, str | None], broken: list[str]) -> None:
    assert broken_rules(problem, teams) == broken


def test_a_share_is_rounded_up() -> None:
    """Or a team of one could not be."""
    assert broken_rules(with_settings(share=Fraction(1, 2)), ALL_ON_X) == []
    assert broken_rules(with_settings(share=Fraction(1, 2)), {"ann": None, "bob": None, "cleo": "y"}) == []


def test_who_has_no_organization_makes_a_team_mixed() -> None:
    problem = replace(with_settings(mixed=True), people=(ANN, replace(BOB, organization=None), CLEO))

    assert broken_rules(problem, {"ann": "x", "bob": "x", "cleo": None}) == []
