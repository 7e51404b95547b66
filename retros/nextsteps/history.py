"""The history of a next step, in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from retros.nextsteps.models import NextStep
from retros.nextsteps.names import names_of


@dataclass(frozen=True)
class StepChange:
    """One change. `who` is empty if no person made it, `why` if no reason was given."""

    when: datetime
    who: str
    what: tuple[str, ...]
    why: str


def changes_of(step: NextStep, *, familiar: Collection[int]) -> list[StepChange]:
    """What happened to the step, latest first: two queries, however much it was.

    `familiar` are the events whose people the reader may know: other names are not shown.
    """
    records = list(
        step.history.select_related("owner", "owner_organization", "moved_to__event").order_by(
            "history_date", "history_id"
        )
    )
    names = names_of({record.history_user_id for record in records if record.history_user_id}, familiar=familiar)
    return [_change(earlier, later, names, familiar) for earlier, later in pairwise([None, *records])][::-1]


def _change(earlier: Any, later: Any, names: dict[int, str], familiar: Collection[int]) -> StepChange:
    by = later.history_user_id
    closed_now = later.state != NextStep.State.OPEN and _differs("state", earlier, later)
    return StepChange(
        when=later.history_date,
        who=names.get(by, "someone") if by else "",
        what=tuple(_changes_in_words(earlier, later, familiar)) or ("changed",),
        why=later.closing_note if closed_now else later.history_change_reason or "",
    )


def _changes_in_words(earlier: Any, later: Any, familiar: Collection[int]) -> Iterator[str]:
    """A step from the documents has no beginning here: when it is closed, its earlier owner is not shown."""
    if later.history_type == "+":
        yield "noted"
    if _differs("state", earlier, later):
        yield _state_in_words(later)
        if earlier is None:
            return
    if _differs("owner_id", earlier, later) or _differs("owner_organization_id", earlier, later):
        yield _owner_in_words(later, familiar)
    if _differs("due_on", earlier, later):
        yield f"due on {later.due_on:%d.%m.%Y}" if later.due_on else "due date removed"
    if earlier is not None and later.text != earlier.text:
        yield "reworded"


def _state_in_words(record: Any) -> str:
    if record.state == NextStep.State.OPEN:
        return "reopened"
    if record.state == NextStep.State.MOVED:
        return f"moved into “{record.moved_to}” ({record.moved_to.event.slug})"
    return str(record.get_state_display())


def _owner_in_words(record: Any, familiar: Collection[int]) -> str:
    if record.owner:
        return f"assigned to {record.owner if record.owner.event_id in familiar else 'someone'}"
    return f"assigned to {record.owner_organization}" if record.owner_organization else "no longer assigned to anyone"


def _differs(field: str, earlier: Any, later: Any) -> bool:
    """Before its first record a step was open, without an owner."""
    before = getattr(earlier, field) if earlier else {"state": NextStep.State.OPEN}.get(field)
    return bool(getattr(later, field) != before)
