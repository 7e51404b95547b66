import pytest

from planning.events.phases import Phase
from tests import clock
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", list(Phase))
def test_event_is_in_the_phase_whose_deadline_passes_next(phase: Phase) -> None:
    now = getattr(clock, phase.name)

    assert EventFactory().phase_at(now) is phase
