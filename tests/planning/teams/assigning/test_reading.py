import json
from typing import Any

import pytest

from planning.teams.assigning.problem import OfferedTopic, Person, Problem, Settings
from planning.teams.assigning.reading import ProblemRejected, read_problem

TOPIC = {"id": "x", "min": 1, "max": 2}
PERSON = {"id": "ann", "wishes": ["x"]}


def read(**document: Any) -> Problem:
    return read_problem(json.dumps({"topics": [TOPIC], "people": [PERSON], **document}))


def test_what_is_left_out_is_as_a_new_problem_has_it() -> None:
    assert read() == Problem((OfferedTopic("x", 1, 2),), (Person("ann", wishes=("x",)),), Settings())


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"topics": [TOPIC, TOPIC]}, "topic x is there twice"),
        ({"people": [PERSON, PERSON]}, "person ann is there twice"),
        ({"people": [{"wishes": []}]}, "person 1 has no id"),
        ({"people": [PERSON | {"wishes": ["y"]}]}, "person ann names topic “y”, which is not there"),
        ({"people": [PERSON | {"pin": "y"}]}, "person ann names topic “y”, which is not there"),
        ({"people": [PERSON | {"exclude": ["y"]}]}, "person ann names topic “y”, which is not there"),
        ({"people": [PERSON | {"wishes": ["x", "x"]}]}, "person ann wishes for x twice"),
        ({"topics": [TOPIC | {"min": 0}]}, "topic x: min is 0 and max is 2; it takes 1 ≤ min ≤ max"),
        ({"topics": [TOPIC | {"min": 3}]}, "topic x: min is 3 and max is 2; it takes 1 ≤ min ≤ max"),
        ({"topics": [TOPIC | {"min": True}]}, "topic x: min is true, not a whole number"),
        ({"topics": [TOPIC | {"open": "perhaps"}]}, "topic x: open is “perhaps”; known are must, may, no"),
        ({"people": [PERSON | {"wishes": "x"}]}, 'person ann: wishes is "x", not a list'),
        ({"people": [PERSON | {"wishes": [1]}]}, "person ann: wishes has 1 in it, which is no text"),
        ({"people": ["ann"]}, "person 1 is not a JSON object"),
        ({"settings": {"share": "half"}}, "settings: share is “half”; write a part such as 1/2"),
        ({"settings": {"share": "0/1"}}, "settings: share is “0/1”; write a part such as 1/2"),
        ({"settings": {"stability": -1}}, "settings: stability is -1, below 0"),
        ({"settings": {"policy": "lottery"}}, "settings: policy is “lottery”; known are squared, sum, leximin"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(document: dict[str, Any], why: str) -> None:
    with pytest.raises(ProblemRejected) as rejection:
        read(**document)

    assert str(rejection.value) == why


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ProblemRejected):
        read_problem(text)
