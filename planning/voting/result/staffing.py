"""How many topics the people who come can run. Each number of places was counted afresh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planning.texts.plurals import counted


@dataclass(frozen=True)
class Staffed:
    """One number of places."""

    places: int
    winners: tuple[str, ...]
    needs: int
    people: int
    without: int

    @property
    def too_many(self) -> int:
        return max(self.needs - self.people, 0)


@dataclass(frozen=True)
class Staffing:
    steps: tuple[Staffed, ...]
    chosen: Staffed
    waiting: tuple[str, ...]
    """Chosen with all places, and not with these."""
    losing: int
    """How many people find nothing on their ballot that runs, who would with one place more."""

    @property
    def says(self) -> str:
        most = self.steps[-1]
        if not most.too_many:
            return f"All {counted(len(most.winners), 'topic')} need {most.needs} people, and {most.people} come."
        need = f"{counted(len(most.winners), 'topic')} need {most.needs} people and {most.people} come."
        lose = f"{counted(self.losing, 'person loses', 'people lose')}" if self.losing else "nobody loses"
        return f"{need} With {len(self.chosen.winners)}, {lose} their last topic."


def staffing_of(result: Mapping[str, Any], people: int, asked: str) -> Staffing | None:
    """As the reader asked for, or else for as many places as the people can fill."""
    steps = tuple(steps_of(result, people))
    if not steps:
        return None
    by_places = {str(step.places): step for step in steps}
    chosen = by_places.get(asked) or by_places.get(str(result.get("staffable"))) or steps[0]
    waiting = tuple(topic for topic in steps[-1].winners if topic not in set(chosen.winners))
    following = next((step for step in steps if step.places > chosen.places), chosen)
    return Staffing(steps, chosen, waiting, max(chosen.without - following.without, 0))


def steps_of(result: Mapping[str, Any], people: int) -> Iterator[Staffed]:
    for shorter in result.get("shortlist", ()):
        winners, needs = tuple(shorter["winners"]), int(Fraction(shorter["needs"]))
        yield Staffed(shorter["places"], winners, needs, people, len(shorter["without"]))
