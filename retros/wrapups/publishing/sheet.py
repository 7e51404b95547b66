"""The wrap-up on one sheet of paper: a line for each topic, and what is open."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from retros.wrapups.publishing.summary import first_sentence

LINES = 62
LINES_OF_A_TOPIC = 4
"""Two for its title, two for its sentence."""
CHARACTERS = 54
"""Of a step, that are sure to fit on a line."""
FEWEST_STEPS = 3
"""For one topic, however many topics there are. Beyond some twenty-five topics the sheet becomes two."""

MARKS = {
    Report.Outcome.ACHIEVED: "●",
    Report.Outcome.PARTLY: "◐",
    Report.Outcome.NOT_STARTED: "○",
    Report.Outcome.DECIDED_AGAINST: "✕",
    Report.Outcome.HANDED_OVER: "→",
}
"""They distinguish the outcomes without colour."""


@dataclass(frozen=True)
class SheetLine:
    """One topic. `more` open steps didn't fit."""

    report: Report
    mark: str
    said: str
    steps: tuple[NextStep, ...]
    more: int


def sheet_lines(reports: Collection[Report]) -> list[SheetLine]:
    """Divide up the sheet: each topic shows as many open steps as there is room for."""
    room = max(FEWEST_STEPS, LINES // max(len(reports), 1) - 1)
    return [sheet_line(report, room=room) for report in reports]


def is_roomy(lines: Iterable[SheetLine]) -> bool:
    """Whether long steps may take two lines."""
    needed = (sum(map(lines_of_step, line.steps)) + bool(line.more) for line in lines)
    return sum(max(LINES_OF_A_TOPIC, number) for number in needed) <= LINES


def is_tight(lines: Collection[SheetLine]) -> bool:
    """Whether smaller type, and a line less per topic, keep it to one sheet."""
    return len(lines) * LINES_OF_A_TOPIC > LINES


def lines_of_step(step: NextStep) -> int:
    return 1 if len(f"{step.owner_name} {step.due_on} {step.text}") <= CHARACTERS else 2


def sheet_line(report: Report, *, room: int) -> SheetLine:
    still_open = [step for step in report.topic.next_steps.all() if step.is_open]
    shown = still_open if len(still_open) <= room + 1 else still_open[:room]  # "and 1 more" takes a line as well
    return SheetLine(
        report=report,
        mark=MARKS[Report.Outcome(report.outcome)] if report.outcome else "",
        said=first_sentence(report.achievements) or first_sentence(report.outcome_note),
        steps=tuple(shown),
        more=len(still_open) - len(shown),
    )
