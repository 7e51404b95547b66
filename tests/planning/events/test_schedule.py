from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from planning.clock import stopped_at
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import ScheduleRejected, end_phase, reschedule
from tests.clock import BRAINSTORM, CLOSED, HACKING, VOTING
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_end_phase_moves_the_event_on_now() -> None:
    event = EventFactory()

    end_phase(event, Phase.VOTING, reason="All have voted.", clock=stopped_at(VOTING))

    assert Event.objects.get().voting_closes_at == VOTING
    assert Event.objects.get().phase_at(VOTING) is Phase.TEAM_FORMATION


def test_end_phase_keeps_the_reason_in_the_history() -> None:
    event = EventFactory()

    end_phase(event, Phase.VOTING, reason="All have voted.", clock=stopped_at(VOTING))

    assert event.log.first().history_change_reason == "Voting ended early. All have voted."


def test_end_phase_twice_ends_one_phase() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="", clock=stopped_at(VOTING))

    with pytest.raises(ScheduleRejected, match="Voting is over already"):
        end_phase(event, Phase.VOTING, reason="", clock=stopped_at(VOTING + timedelta(seconds=1)))

    assert Event.objects.get().phase_at(VOTING) is Phase.TEAM_FORMATION


def test_end_phase_of_a_closed_event_is_rejected() -> None:
    with pytest.raises(ScheduleRejected, match="closed"):
        end_phase(EventFactory(), Phase.CLOSED, reason="", clock=stopped_at(CLOSED))


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.CLOSED])
def test_every_phase_can_be_ended_one_after_the_other(phase: Phase) -> None:
    event: Event = EventFactory()
    now = BRAINSTORM

    for number, passing in enumerate(Phase):
        if passing is phase:
            break
        event = end_phase(event, passing, reason="", clock=stopped_at(now + timedelta(seconds=number)))

    later = now + timedelta(minutes=1)
    assert event.phase_at(later) is phase
    assert end_phase(event, phase, reason="", clock=stopped_at(later)).phase_at(later) is not phase


def test_reschedule_reopens_a_phase() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="", clock=stopped_at(VOTING))

    reschedule(
        event, {"voting_closes_at": VOTING + timedelta(days=1)}, reason="Two are late.", clock=stopped_at(VOTING)
    )

    assert Event.objects.get().phase_at(VOTING) is Phase.VOTING
    assert "Two are late." in event.log.values_list("history_change_reason", flat=True)


def test_reschedule_out_of_order_is_refused_and_changes_nothing() -> None:
    event = EventFactory()

    with pytest.raises(ValidationError, match="out of order"):
        reschedule(event, {"voting_closes_at": HACKING}, reason="", clock=stopped_at(VOTING))

    assert Event.objects.get().voting_closes_at == event.voting_closes_at
