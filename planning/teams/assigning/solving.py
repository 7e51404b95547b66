"""The best plan, level by level: each is proved, and none makes one before it worse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from planning.teams.assigning.plans import Bound, Status, TeamPlan, Teams, drawn_lot, stays
from planning.teams.assigning.problem import Open, Policy, Problem
from planning.teams.assigning.program import Costs, Impossible, Program

BLOCK = 8
"""So many topics are decided on at once, weighted 128 to 1."""


@dataclass(frozen=True)
class PlanLevel:
    """`least` is what the costs count from: they are below 0 where more is better."""

    name: str
    costs: Costs
    least: int = 0


class OutOfTime(Exception):
    """Carries what is known so far."""

    def __init__(self, bound: Bound, teams: Teams) -> None:
        super().__init__(bound.level)
        self.bound = bound
        self.teams = teams


def solve(problem: Problem, *, seconds: float = float("inf")) -> TeamPlan:
    """May raise TimeoutError where not even one plan was found in time."""
    until = monotonic() + seconds
    problem = problem.with_pins_opened()
    try:
        first = which_run(problem, until=until)
        running = frozenset(topic for topic in first.values() if topic is not None)
        teams = who_works_where(problem, running, until=until)
    except OutOfTime as late:
        return TeamPlan(Status.FEASIBLE, late.teams, late.bound)
    except Impossible:
        return TeamPlan(Status.INFEASIBLE, None)
    return TeamPlan(Status.OPTIMAL, teams)


def which_run(problem: Problem, *, until: float) -> Teams:
    """Phase A: as few people left out as can be, then as few outside their list, then the first of the tally."""
    if teams := if_all_run(problem, until=until):
        return teams
    program = Program(problem, until=until)
    prove(program, (level_unplaced(program), PlanLevel("outside", outside(program))))
    open_topics = [topic for topic in problem.topics if topic.open is Open.MAY]
    for first in range(0, len(open_topics), BLOCK):
        block = open_topics[first : first + BLOCK]
        costs = {program.runs[topic]: -(2 ** (BLOCK - 1 - place)) for place, topic in enumerate(block)}
        prove(program, [PlanLevel("closed", costs, least=sum(costs.values()))])
    return program.teams()


def if_all_run(problem: Problem, *, until: float) -> Teams | None:
    """Teams of all topics, where closing some could not leave fewer people out or outside their list."""
    running = frozenset(topic.id for topic in problem.topics if topic.open is not Open.NO)
    try:
        all_run, relaxed = Program(problem.with_running(running), until=until), Program(problem, until=until)
        for level in (unplaced, outside):
            found = all_run.minimise(level(all_run))
            if relaxed.lower_bound(level(relaxed)) < found.bound or not found.is_proved:
                return None
            all_run.keep(level(all_run), found)
            relaxed.keep(level(relaxed), found)
    except Impossible:
        return None
    return all_run.teams()


def who_works_where(problem: Problem, running: frozenset[str], *, until: float) -> Teams:
    """Phase B: the topics that run are settled, and so is how many people are left without a team."""
    program = Program(problem.with_running(running), until=until)
    program.add_skills()
    prove(program, levels_of_phase_b(program))
    return program.teams()


def prove(program: Program, levels: Iterable[PlanLevel]) -> None:
    for level in levels:
        found = program.minimise(level.costs)
        if not found.is_proved:
            raise OutOfTime(Bound(level.name, found.bound - level.least), program.teams())
        program.keep(level.costs, found)


def levels_of_phase_b(program: Program) -> Iterator[PlanLevel]:
    yield level_unplaced(program)
    if program.lacks:
        yield PlanLevel("missing_skills", dict.fromkeys(program.lacks.values(), 1))
    yield PlanLevel("outside", outside(program))
    yield from wish_levels(program)
    salt = program.problem.settings.salt
    yield PlanLevel(
        "tie", {place: drawn_lot(salt, person.id, topic.id) for (person, topic), place in program.places.items()}
    )


def level_unplaced(program: Program) -> PlanLevel:
    return PlanLevel("unplaced", unplaced(program), least=-len(program.problem.people))


def unplaced(program: Program) -> Costs:
    """As few as can be: everyone who is placed counts for one less."""
    return dict.fromkeys(program.places.values(), -1)


def outside(program: Program) -> Costs:
    return {place: 1 for (person, topic), place in program.places.items() if person.is_outside(topic.id)}


def wish_levels(program: Program) -> Iterator[PlanLevel]:
    problem = program.problem
    settings = problem.settings
    staying = {
        place: -settings.stability
        for (person, topic), place in program.places.items()
        if stays(person, topic.id, problem) and settings.stability
    }
    if settings.policy is Policy.LEXIMIN:
        for worst in range(problem.longest_list - 1, 0, -1):
            yield PlanLevel("wishes", {place: 1 for place, rank in ranks_by_place(program) if rank == worst})
        yield PlanLevel("wishes", dict.fromkeys(staying, -1))
    else:
        power = 2 if settings.policy is Policy.SQUARED else 1
        costs = {place: rank**power for place, rank in ranks_by_place(program)}
        yield PlanLevel(
            "wishes", {place: costs.get(place, 0) + staying.get(place, 0) for place in {**costs, **staying}}
        )


def ranks_by_place(program: Program) -> Iterator[tuple[int, int]]:
    for (person, topic), place in program.places.items():
        if (rank := person.rank(topic.id)) is not None:
            yield place, rank
