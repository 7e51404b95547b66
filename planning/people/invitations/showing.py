"""What became of those who were to be invited, for people to read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planning.people.invitations.deciding import GuestDecision, GuestState
from planning.texts.plurals import counted

MOST_SHOWN = 100
ORDER = (
    GuestState.REFUSED,
    GuestState.TWICE,
    GuestState.HERE,
    GuestState.INVITED,
    GuestState.AGAIN,
    GuestState.NEW,
)
"""What needs a look comes first."""


@dataclass(frozen=True)
class ShownPlan:
    rows: Sequence[GuestDecision]
    number: int
    sent: int
    left_out: int

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


def shown(plan: Sequence[GuestDecision]) -> ShownPlan | None:
    """None if there is nothing."""
    if not plan:
        return None
    ordered = sorted(plan, key=lambda decision: (ORDER.index(decision.state), decision.guest.row))
    wrong = sum(decision.state is GuestState.REFUSED for decision in plan)
    return ShownPlan(ordered[:MOST_SHOWN], len(plan), sum(decision.is_sent for decision in plan), wrong)


def in_numbers(decisions: Sequence[GuestDecision]) -> str:
    states = Counter(decision.state for decision in decisions)
    sent = states[GuestState.NEW] + states[GuestState.AGAIN]
    parts = [f"{counted(sent, 'person is', 'people are')} invited"]
    if number := states[GuestState.HERE] + states[GuestState.INVITED] + states[GuestState.TWICE]:
        parts.append(f"{number} {'was' if number == 1 else 'were'} here or invited already")
    if number := states[GuestState.REFUSED]:
        parts.append(f"{number} {'needs' if number == 1 else 'need'} a look and got nothing")
    return f"{', '.join(parts)}."
