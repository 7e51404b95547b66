from datetime import date, timedelta

import pytest

from planning.clock import stopped_at
from planning.events.log import ChangeLog
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import ScheduleRejected, end_phase, reschedule, undo
from tests.clock import TEAM_FORMATION, VOTING
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

NOW = stopped_at(VOTING)
LATER = stopped_at(VOTING + timedelta(minutes=1))


def last_change(event: Event) -> int:
    return next(change.number for change in ChangeLog(event) if change.moves)


def test_undo_opens_a_phase_again_that_was_ended_early() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="All are in.", clock=NOW)

    opened = undo(event, last_change(event), clock=LATER)

    assert opened.voting_closes_at == event.voting_closes_at
    assert opened.phase_at(LATER()) is Phase.VOTING


def test_undo_says_in_the_log_what_was_undone() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="All are in.", clock=NOW)

    undo(event, last_change(event), clock=LATER)

    assert [change.why for change in ChangeLog(event) if change.moves] == [
        "Undone: Voting ended early. All are in.",
        "Voting ended early. All are in.",
    ]


def test_undo_can_be_undone() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="", clock=NOW)
    undo(event, last_change(event), clock=LATER)

    ended = undo(event, last_change(event), clock=LATER)

    assert ended.voting_closes_at == VOTING


def test_undo_leaves_alone_what_was_moved_again_since() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="", clock=NOW)
    number = last_change(event)
    later = VOTING + timedelta(days=2)
    reschedule(event, {"voting_closes_at": later}, reason="Two are late.", clock=LATER)

    with pytest.raises(ScheduleRejected, match="changed again since"):
        undo(event, number, clock=LATER)

    event.refresh_from_db()
    assert event.voting_closes_at == later
    assert [change.can_be_undone for change in ChangeLog(event) if change.moves] == [True, False]


def test_undo_of_any_early_end_that_was_not_overtaken() -> None:
    """Voting was ended, and something else moved after it."""
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="", clock=NOW)
    number = last_change(event)
    reschedule(event, {"ends_on": date(2026, 12, 5)}, reason="A day more.", clock=LATER)

    assert undo(event, number, clock=LATER).voting_closes_at == event.voting_closes_at


def test_undo_out_of_order_says_what_to_undo_first() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="", clock=NOW)
    number = last_change(event)
    end_phase(event, Phase.TEAM_FORMATION, reason="", clock=LATER)

    with pytest.raises(ScheduleRejected, match="Undo the later changes first"):
        undo(event, number, clock=LATER)

    assert Event.objects.get().voting_closes_at == VOTING


@pytest.mark.parametrize("other", [0, 9_999_999])
def test_undo_of_what_is_no_change_of_this_event_is_rejected(other: int) -> None:
    event = EventFactory()

    with pytest.raises(ScheduleRejected):
        undo(event, other, clock=NOW)


def test_undo_of_another_events_change_is_rejected() -> None:
    event, other = EventFactory(), EventFactory()
    end_phase(other, Phase.TEAM_FORMATION, reason="", clock=stopped_at(TEAM_FORMATION))

    with pytest.raises(ScheduleRejected):
        undo(event, last_change(other), clock=NOW)


def test_reschedule_that_changes_nothing_leaves_no_trace() -> None:
    event = EventFactory()
    before = event.log.count()

    same = {"voting_closes_at": event.voting_closes_at, "ends_on": event.ends_on}
    reschedule(event, same, reason="One more day.", clock=NOW)
    reschedule(event, {}, reason="One more day.", clock=NOW)

    assert event.log.count() == before
