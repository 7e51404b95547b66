"""How much of the teams fits the projector, as garden.css lays them out: four beside each other, and six from nine."""

from collections.abc import Sequence
from typing import Any

Row = Any
IN_ROOM = 12
"""Teams on one screen."""
NAMES = {1: 60, 2: 24, 3: 14, 4: 14, 5: 7, 6: 7, 7: 7, 8: 7}
"""Names of each team, by the number of teams; a team alone has several beside each other."""
NAMES_OF_MANY = 8


def as_fits(teams: Sequence[Row]) -> list[Row]:
    """Each team with the names that fit, and how many more there are. Counting those takes a line as well."""
    fitting = NAMES.get(len(teams), NAMES_OF_MANY)
    return [team | fitting_people(team["people"], fitting) for team in teams]


def fitting_people(people: Sequence[Row], fitting: int) -> dict[str, object]:
    shown = people if len(people) <= fitting else people[: fitting - 1]
    return {"people": shown, "more": len(people) - len(shown)}
