"""What differs between a topic here and there. Pure."""

from dataclasses import dataclass, fields

from planning.topics.importing.deciding import ImportDecision
from planning.topics.importing.facts import Wording


@dataclass(frozen=True)
class TextOnBothSides:
    """One of its texts, on both sides."""

    name: str
    here: str
    there: str


def differences(decision: ImportDecision) -> list[TextOnBothSides]:
    """Empty where only one side has anything."""
    if decision.here is None or decision.says is None:
        return []
    pairs = (
        (each.name, getattr(decision.here, each.name), getattr(decision.says, each.name)) for each in fields(Wording)
    )
    return [TextOnBothSides(*pair) for pair in pairs if pair[1] != pair[2]]
