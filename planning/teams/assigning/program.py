"""The problem as an integer program for HiGHS: a column for each person and topic, and for each topic that may run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from time import monotonic

import highspy
import numpy as np

from planning.teams.assigning.plans import Teams
from planning.teams.assigning.problem import OfferedTopic, Open, Person, Problem

Costs = Mapping[int, int]
"""Whole numbers by column."""


@dataclass(frozen=True)
class Optimum:
    """The best that was found for some costs; `bound` is the best there could be, the same once it is proved."""

    value: int
    bound: int

    @property
    def is_proved(self) -> bool:
        return self.value == self.bound


class Impossible(Exception):
    """No plan keeps all the rules."""


class Program:
    def __init__(self, problem: Problem, *, until: float = float("inf"), yielding: bool = False) -> None:
        """`until` is when to stop, by the monotonic clock. `yielding`: pins and topics that must run give way."""
        self.problem = problem
        self.until = until
        self.yielding = yielding
        self.solver = new_solver()
        self.values: list[int] = []
        self.places: dict[tuple[Person, OfferedTopic], int] = {}
        self.by_person = defaultdict[Person, list[int]](list)
        self.by_topic = defaultdict[OfferedTopic, list[tuple[Person, int]]](list)
        offered = [topic for topic in problem.topics if topic.open is not Open.NO]
        self.runs = {topic: self.column(least=int(topic.open is Open.MUST and not yielding)) for topic in offered}
        self.lacks: dict[tuple[OfferedTopic, str], int] = {}
        for person in problem.people:
            self.add_person(person, offered)
        for topic in offered:
            self.add_sizes(topic)
            self.add_limits_of_organizations(topic)

    def column(self, *, least: int = 0) -> int:
        """A new one, for yes or no."""
        self.solver.addVar(least, 1)
        place: int = self.solver.getNumCol() - 1
        self.solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        return place

    def row(
        self, terms: Mapping[int, int], *, least: float = -highspy.kHighsInf, most: float = highspy.kHighsInf
    ) -> None:
        columns = np.fromiter(terms.keys(), dtype=np.int32, count=len(terms))
        weights = np.fromiter(terms.values(), dtype=np.float64, count=len(terms))
        self.solver.addRow(least, most, len(terms), columns, weights)

    def add_person(self, person: Person, offered: Iterable[OfferedTopic]) -> None:
        for topic in offered:
            if topic.id not in person.exclude and person.pin in {None, topic.id}:
                place = self.column()
                self.places[person, topic] = place
                self.by_person[person].append(place)
                self.by_topic[topic].append((person, place))
        if person.pin is None or self.yielding:
            self.row(dict.fromkeys(self.by_person[person], 1), most=1)
        elif self.by_person[person]:
            self.row(dict.fromkeys(self.by_person[person], 1), least=1)
        else:
            raise Impossible

    def add_sizes(self, topic: OfferedTopic) -> None:
        places = self.by_topic[topic]
        self.row({**{place: 1 for _, place in places}, self.runs[topic]: -topic.max}, most=0)
        all_week = {place: 1 for person, place in places if not person.part}
        self.row({**all_week, self.runs[topic]: -topic.min}, least=0)

    def add_limits_of_organizations(self, topic: OfferedTopic) -> None:
        settings = self.problem.settings
        by_organization = defaultdict[str, list[int]](list)
        for person, place in self.by_topic[topic]:
            if person.organization is not None:
                by_organization[person.organization].append(place)
        everyone = {place: 1 for _, place in self.by_topic[topic]}
        for places in by_organization.values():
            theirs = dict.fromkeys(places, 1)
            if settings.mixed and topic.min > 1:
                others = {place: 1 for place in everyone if place not in theirs}
                self.row({**others, self.runs[topic]: -1}, least=0)
            if settings.share is not None:
                part, whole = settings.share.numerator, settings.share.denominator
                terms = {place: whole * theirs.get(place, 0) - part for place in everyone}
                self.row(terms, most=whole - 1)

    def add_skills(self) -> None:
        """A column for each skill that a running topic needs: 1 where nobody on the team has it."""
        for topic in self.runs:
            for skill in topic.skills:
                self.lacks[topic, skill] = self.column()
                known = {place: 1 for person, place in self.by_topic[topic] if skill in person.skills}
                self.row({**known, self.lacks[topic, skill]: 1}, least=1)

    def minimise(self, costs: Costs) -> Optimum:
        """May raise Impossible."""
        if not self.solver.getNumCol():
            return Optimum(0, 0)
        self.set_costs(costs)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(self.until - monotonic(), 0.1))
        # Each level starts afresh: given the plan so far, HiGHS 1.16 may take it for the best when it is not.
        self.solver.clearSolver()
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Impossible
        info = self.solver.getInfo()
        if status == highspy.HighsModelStatus.kOptimal:
            self.values = [round(value) for value in self.solver.getSolution().col_value]
            value = self.value_of(costs)
            return Optimum(value, value)
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.values = [round(value) for value in self.solver.getSolution().col_value]
        if not self.values:
            raise TimeoutError("No plan was found in time.")
        lowest = info.mip_dual_bound if abs(info.mip_dual_bound) < highspy.kHighsInf else -1e15
        return Optimum(self.value_of(costs), rounded_up(lowest))

    def lower_bound(self, costs: Costs) -> int:
        """What no plan can be below, even if people could be in two teams by halves. May raise Impossible."""
        if not self.solver.getNumCol():
            return 0
        self.set_costs(costs)
        self.solver.setOptionValue("solve_relaxation", True)  # noqa: FBT003  # so the solver wants it
        self.solver.run()
        self.solver.setOptionValue("solve_relaxation", False)  # noqa: FBT003  # as above
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            raise Impossible
        return rounded_up(self.solver.getInfo().objective_function_value)

    def set_costs(self, costs: Costs) -> None:
        number = self.solver.getNumCol()
        values = np.zeros(number)
        for column, cost in costs.items():
            values[column] = cost
        self.solver.changeColsCost(number, np.arange(number, dtype=np.int32), values)

    def value_of(self, costs: Costs) -> int:
        return sum(cost * self.values[column] for column, cost in costs.items())

    def keep(self, costs: Costs, found: Optimum) -> None:
        """No later level may make it worse. An inequality: equalities keep the solver's presolve busy for minutes."""
        self.row(costs, most=found.value)

    def teams(self) -> Teams:
        chosen: dict[str, str | None] = dict.fromkeys((person.id for person in self.problem.people), None)
        chosen |= {person.id: topic.id for (person, topic), place in self.places.items() if self.values[place]}
        return chosen


def rounded_up(number: float) -> int:
    """What is whole but for the solver's tolerance stays."""
    return ceil(number - 1e-6)


def new_solver() -> highspy.Highs:
    solver = highspy.Highs()
    solver.silent()
    # Before the first solve, and exact: the default gaps are relative, and would take a plan that is nearly best.
    for option, value in {"threads": 1, "random_seed": 0, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}.items():
        solver.setOptionValue(option, value)
    return solver
