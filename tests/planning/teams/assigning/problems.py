"""Problems for tests: drawn at random, and small enough to try every plan."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

from planning.teams.assigning.checking import broken_rules
from planning.teams.assigning.plans import Objective, Teams, objective_of
from planning.teams.assigning.problem import OfferedTopic, Open, Person, Policy, Problem, Settings

SKILLS = ("go", "docs")


def random_problem(draw: Random, *, people: int = 5, topics: int = 3) -> Problem:
    """Up to so many of each, with every rule there is."""
    offered = tuple(random_topic(draw, f"t{number}") for number in range(draw.randint(1, topics)))
    names = [topic.id for topic in offered]
    persons = tuple(random_person(draw, f"p{number}", names) for number in range(draw.randint(1, people)))
    settings = Settings(
        salt=str(draw.random()),
        policy=draw.choice(list(Policy)),
        share=draw.choice([None, None, Fraction(1, 2), Fraction(1, 3)]),
        mixed=draw.random() < 0.3,
        stability=draw.choice([0, 4, 20]),
    )
    return Problem(offered, persons, settings)


def random_topic(draw: Random, name: str) -> OfferedTopic:
    least = draw.randint(1, 2)
    skills = tuple(skill for skill in SKILLS if draw.random() < 0.3)
    is_open = draw.choices([Open.MAY, Open.MUST, Open.NO], [8, 1, 1])[0]
    return OfferedTopic(name, least, least + draw.randint(0, 2), skills, is_open)


def random_person(draw: Random, name: str, topics: list[str]) -> Person:
    return Person(
        name,
        organization=draw.choice(["A", "A", "B", None]),
        wishes=tuple(draw.sample(topics, draw.randint(0, len(topics)))),
        skills=frozenset(skill for skill in SKILLS if draw.random() < 0.3),
        pin=draw.choice(topics) if draw.random() < 0.05 else None,
        exclude=frozenset(topic for topic in topics if draw.random() < 0.1),
        previous=draw.choice(topics) if draw.random() < 0.3 else None,
        part=draw.random() < 0.15,
    )


def best_by_trying_all(problem: Problem) -> tuple[Teams, Objective] | None:
    """The best of all plans, level by level as the rules are said; none where no plan keeps them."""
    problem = problem.with_pins_opened()
    names = [person.id for person in problem.people]
    choices = [None, *(topic.id for topic in problem.topics)]
    tried = [dict(zip(names, chosen, strict=True)) for chosen in product(choices, repeat=len(names))]
    allowed = [(teams, objective_of(problem, teams)) for teams in tried if not broken_rules(problem, teams)]
    if not allowed:
        return None
    _, first = min(allowed, key=lambda one: (one[1].unplaced, one[1].outside, one[1].closed))
    same = [one for one in allowed if (one[1].closed, one[1].unplaced) == (first.closed, first.unplaced)]
    return min(same, key=lambda one: (one[1].missing_skills, one[1].outside, one[1].wishes, one[1].tie))


def with_people_shuffled(problem: Problem, draw: Random) -> Problem:
    return replace(problem, people=tuple(draw.sample(problem.people, len(problem.people))))
