import json
from typing import Any

import pytest

from planning.teams.assigning.documents import solve_and_judge
from planning.teams.assigning.reading import read_problem

STORAGE = {"id": "storage", "min": 1, "max": 2}
NETWORK = {"id": "network", "min": 1, "max": 2}


def person(name: str, *wishes: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "wishes": list(wishes), **more}


def assigned(
    topics: list[dict[str, Any]], people: list[dict[str, Any]], *, explain: bool = False, **settings: Any
) -> dict[str, Any]:
    document = {"settings": settings, "topics": topics, "people": people}
    return solve_and_judge(read_problem(json.dumps(document)), explain=explain)


def test_everyone_gets_what_can_be_had() -> None:
    people = [person("ann", "storage"), person("bob", "storage"), person("cleo", "storage", "network")]

    plan = assigned([STORAGE, NETWORK], people)

    assert plan["status"] == "optimal"
    assert plan["plan"] == {"ann": "storage", "bob": "storage", "cleo": "network"}
    assert plan["open"] == ["storage", "network"]
    assert plan["ranks"] == {"ann": 1, "bob": 1, "cleo": 2}
    assert plan["reasons"] == {"cleo": "network is your second wish. storage is full."}
    assert plan["objective"] == {
        "unplaced": 0,
        "outside": 0,
        "closed": (0, 0),
        "missing_skills": 0,
        "wishes": 1,
        "tie": plan["objective"]["tie"],
    }


def test_a_topic_that_cannot_find_people_is_closed_with_the_reason() -> None:
    people = [person("ann", "storage"), person("bob", "storage", "network")]

    plan = assigned([STORAGE | {"min": 2}, NETWORK | {"min": 2}], people)

    assert plan["open"] == ["storage"]
    assert plan["closed"] == [
        {
            "topic": "network",
            "reason": "Cannot run: with the topics before it, 0 of the 2 people it needs are left that wished for it.",
        }
    ]


def test_a_topic_is_closed_beside_one_that_somebody_is_pinned_to() -> None:
    docs = {"id": "docs", "min": 1, "max": 1}
    people = [person("ann", "storage"), person("bob", pin="network"), person("cleo", "docs")]

    plan = assigned([docs, STORAGE | {"min": 2}, NETWORK], people)

    reason = "Cannot run: with the topics before it, 1 of the 2 people it needs is left that wished for it."
    assert plan["closed"] == [{"topic": "storage", "reason": reason}]


def test_a_topic_that_people_wished_for_may_be_closed_for_the_others() -> None:
    """Two of one organization wished for it, and a team of them would not be mixed."""
    people = [person(name, "storage", "network", organization="A") for name in ("ann", "bob")]

    plan = assigned([STORAGE | {"min": 2}, NETWORK], people, mixed=True)

    assert plan["closed"] == [
        {"topic": "storage", "reason": "Cannot run without leaving more people without a team, or off their list."}
    ]


def test_the_sixth_wish_is_told_by_its_number() -> None:
    topics = [{"id": name, "min": 1, "max": 1, "open": "no" if name < "f" else "may"} for name in "abcdef"]

    plan = assigned(topics, [person("ann", *"abcdef")])

    assert plan["reasons"]["ann"].startswith("f is number 6 of your wishes. a does not run.")


def test_nobody_is_put_on_a_topic_to_save_it() -> None:
    people = [person("ann", "storage"), person("bob", "storage"), person("cleo", "network")]

    plan = assigned([STORAGE | {"max": 3}, NETWORK | {"min": 3, "max": 3}], people)

    assert plan["plan"] == {"ann": "storage", "bob": "storage", "cleo": "storage"}
    assert plan["ranks"]["cleo"] == 0
    assert plan["reasons"]["cleo"] == "storage is not among your wishes. network does not run."


def test_what_would_help_those_without_a_team_is_said() -> None:
    people = [person(name, "storage", organization="A") for name in ("ann", "bob", "cleo")]

    plan = assigned([STORAGE], people, share="1/2")

    assert [one["person"] for one in plan["unplaced"]] == [name for name, topic in plan["plan"].items() if not topic]
    assert plan["relief"] == [{"rule": "share", "unplaced": 1}]


def test_mixed_teams_have_people_of_two_organizations() -> None:
    people = [person("ann", "storage", organization="A"), person("bob", "storage", organization="A")]

    plan = assigned([STORAGE | {"min": 2}], people, mixed=True)

    assert plan["plan"] == {"ann": None, "bob": None}
    assert plan["relief"] == [{"rule": "min", "unplaced": 0}, {"rule": "mixed", "unplaced": 0}]


def test_people_stay_where_they_are_unless_it_helps() -> None:
    ann = person("ann", "storage", "network", previous="network")
    people = [ann, person("bob", "network", previous="storage"), person("cleo", "storage")]

    assert assigned([STORAGE, NETWORK], people)["plan"] == {"ann": "network", "bob": "network", "cleo": "storage"}
    assert assigned([STORAGE, NETWORK], people, stability=0)["plan"]["ann"] == "storage"


def test_a_needed_skill_is_worth_a_place_outside_ones_list() -> None:
    topics = [STORAGE | {"skills": ["go"], "max": 1}, NETWORK | {"max": 1}]
    people = [person("ann", "storage"), person("bob", "network", skills=["go"])]

    plan = assigned(topics, people)

    assert plan["plan"] == {"ann": "network", "bob": "storage"}
    assert (plan["objective"]["missing_skills"], plan["objective"]["outside"]) == (0, 2)


def test_leximin_helps_those_worst_off() -> None:
    topics = [{"id": name, "min": 1, "max": 1} for name in "abc"]
    people = [person("ann", "a", "b", "c"), person("bob", "a", "c", "b"), person("cleo", "b", "a", "c")]

    assert assigned(topics, people, policy="leximin")["objective"]["wishes"] == (0, 1, 0)


@pytest.mark.parametrize(("topics", "people"), [([], []), ([STORAGE], []), ([], [person("ann")])])
def test_little_is_enough(topics: list[dict[str, Any]], people: list[dict[str, Any]]) -> None:
    plan = assigned(topics, people)

    assert plan["status"] == "optimal"
    assert plan["plan"] == {one["id"]: None for one in people}


@pytest.mark.parametrize(
    ("topics", "people", "rules", "text"),
    [
        (
            [STORAGE | {"max": 1}],
            [person("ann", pin="storage"), person("bob", pin="storage")],
            ("pin", "max"),
            "2 people are pinned to storage, which has 1 seat.",
        ),
        (
            [STORAGE],
            [person("ann", pin="storage", exclude=["storage"])],
            ("pin", "exclude"),
            "ann is pinned to storage, and may not be on it.",
        ),
        (
            [STORAGE | {"open": "no"}],
            [person("ann", pin="storage")],
            ("pin", "open"),
            "ann is pinned to storage, which does not run.",
        ),
        (
            [STORAGE | {"open": "must", "min": 2}],
            [person("ann")],
            ("must", "min"),
            "storage must run and needs 2 people who are there all week, of whom there are 1.",
        ),
        (
            [STORAGE | {"open": "must"}],
            [person("ann", exclude=["storage"])],
            ("must",),
            "storage must run, and does not find the 1 person it needs while the other rules hold.",
        ),
        (
            [STORAGE | {"min": 2}],
            [person("ann", pin="storage"), person("bob", exclude=["storage"]), person("cleo", part=True)],
            ("pin",),
            "ann cannot be on storage as pinned while the other rules hold.",
        ),
    ],
)
def test_rules_that_cannot_all_hold_are_named(
    topics: list[dict[str, Any]], people: list[dict[str, Any]], rules: tuple[str, ...], text: str
) -> None:
    plan = assigned(topics, people)

    assert (plan["status"], plan["plan"]) == ("infeasible", None)
    assert {"rules": rules, "text": text} in plan["conflicts"]


def test_what_a_better_wish_would_cost_is_told() -> None:
    topics = [STORAGE | {"max": 1}, NETWORK | {"max": 1}, {"id": "docs", "min": 1, "max": 2, "open": "no"}]
    people = [person("ann", "storage", "docs"), person("bob", "docs", "storage", "network")]

    plan = assigned(topics, people, explain=True)

    assert plan["plan"] == {"ann": "storage", "bob": "network"}
    assert plan["alternatives"] == {
        "bob": [{"topic": "docs", "level": "closed", "by": 0}, {"topic": "storage", "level": "outside", "by": 1}]
    }
