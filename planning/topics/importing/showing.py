"""How a page shows what would become of each topic: what needs someone first, and no more than can be read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.texts.plurals import counted
from planning.topics.importing.deciding import ImportDecision, ImportState
from planning.topics.importing.differing import TextOnBothSides, differences

MOST_SHOWN = 50
TITLES = {
    ImportState.CONFLICT: "Edited here and there",
    ImportState.REFUSED: "Refused",
    ImportState.NEW: "New",
    ImportState.CHANGED: "Changed there",
    ImportState.CLOSED: "Closed there",
    ImportState.SAME: "As they were",
}
"""In the order of the page."""


@dataclass(frozen=True)
class DecisionOnPage:
    """`place` is where it stands in the file, from 0."""

    place: int
    decision: ImportDecision
    differences: list[TextOnBothSides]


@dataclass(frozen=True)
class DecisionGroup:
    """Those of one state, and how many more there are than are shown."""

    state: ImportState
    title: str
    count: int
    shown: list[DecisionOnPage]

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def grouped(decisions: Sequence[ImportDecision]) -> list[DecisionGroup]:
    groups = []
    for state, title in TITLES.items():
        all_of_it = [(place, each) for place, each in enumerate(decisions) if each.state is state]
        is_edited = state in {ImportState.CONFLICT, ImportState.CHANGED}
        shown = [
            DecisionOnPage(place, each, differences(each) if is_edited else [])
            for place, each in all_of_it[:MOST_SHOWN]
        ]
        groups += [DecisionGroup(state, title, len(all_of_it), shown)] if shown else []
    return groups


def has_effect(decisions: Sequence[ImportDecision]) -> bool:
    """Whether there is anything to bring in, or to decide on."""
    return any(each.writes or each.state is ImportState.CONFLICT for each in decisions)


def in_numbers(decisions: Sequence[ImportDecision]) -> str:
    """`3 new topics, 1 changed.`"""
    counts = {state: sum(each.state is state for each in decisions) for state in ImportState}
    told = (
        (counts[ImportState.NEW], counted(counts[ImportState.NEW], "new topic")),
        (counts[ImportState.CHANGED], f"{counts[ImportState.CHANGED]} changed"),
        (withdrawn := sum(each.withdraws for each in decisions), f"{withdrawn} withdrawn"),
        (counts[ImportState.CONFLICT], f"{counts[ImportState.CONFLICT]} still to decide on"),
        (counts[ImportState.REFUSED], f"{counts[ImportState.REFUSED]} refused"),
    )
    words = ", ".join(text for number, text in told if number)
    return f"{words}." if words else "Nothing has changed."
