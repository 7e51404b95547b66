"""Why no plan keeps all the rules: what can be counted first, then the smallest change that would do.

Only pins and topics that must run can make a problem impossible: everybody else may be left without a team.
"""

from collections import Counter
from collections.abc import Iterator

from planning.teams.assigning.plans import Conflict
from planning.teams.assigning.problem import Open, Problem
from planning.teams.assigning.program import Program
from planning.texts.plurals import counted


def conflicts_of(problem: Problem, *, until: float) -> tuple[Conflict, ...]:
    """`problem` has no plan."""
    counted = (*closed_pins(problem), *excluded_pins(problem), *crowded_pins(problem), *too_few_people(problem))
    return counted or tuple(smallest_change(problem, until=until))


def closed_pins(problem: Problem) -> Iterator[Conflict]:
    for topic in problem.topics:
        names = [person.id for person in problem.people if person.pin == topic.id]
        if names and topic.open is Open.NO:
            yield Conflict(("pin", "open"), f"{names_listed(names)} pinned to {topic.id}, which does not run.")


def excluded_pins(problem: Problem) -> Iterator[Conflict]:
    for person in problem.people:
        if person.pin in person.exclude:
            yield Conflict(("pin", "exclude"), f"{person.id} is pinned to {person.pin}, and may not be on it.")


def crowded_pins(problem: Problem) -> Iterator[Conflict]:
    pins = Counter(person.pin for person in problem.people)
    for topic in problem.topics:
        if pins[topic.id] > topic.max:
            text = f"{pins[topic.id]} people are pinned to {topic.id}, which has {counted(topic.max, 'seat')}."
            yield Conflict(("pin", "max"), text)


def too_few_people(problem: Problem) -> Iterator[Conflict]:
    must = [topic for topic in problem.topics if topic.open is Open.MUST]
    needed, there = sum(topic.min for topic in must), sum(not person.part for person in problem.people)
    if needed > there:
        names = names_listed([topic.id for topic in must], "must run and need", "must run and needs")
        text = f"{names} {counted(needed, 'person', 'people')} who are there all week, of whom there are {there}."
        yield Conflict(("must", "min"), text)


def smallest_change(problem: Problem, *, until: float) -> Iterator[Conflict]:
    """The fewest pins and topics that have to give way for the others to hold."""
    program = Program(problem, until=until, yielding=True)
    pinned = {(person, topic): place for (person, topic), place in program.places.items() if person.pin == topic.id}
    must = {topic: place for topic, place in program.runs.items() if topic.open is Open.MUST}
    try:
        program.minimise(dict.fromkeys((*pinned.values(), *must.values()), -1))
    except TimeoutError:
        return
    for (person, topic), place in pinned.items():
        if not program.values[place]:
            yield Conflict(("pin",), f"{person.id} cannot be on {topic.id} as pinned while the other rules hold.")
    for topic, place in must.items():
        if not program.values[place]:
            text = f"{topic.id} must run, and does not find the {counted(topic.min, 'person', 'people')} it needs"
            yield Conflict(("must",), f"{text} while the other rules hold.")


def names_listed(names: list[str], many: str = "are", one: str = "is") -> str:
    """`a is`, `a and b are`, `a, b and 5 more are`."""
    if len(names) < 2:
        return f"{''.join(names)} {one}"
    shown = names if len(names) < 5 else [*names[:3], f"{len(names) - 3} more"]
    return f"{', '.join(shown[:-1])} and {shown[-1]} {many}"
