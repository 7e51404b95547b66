from datetime import datetime

import pytest
from django.template import Context, Template

from planning.events.phases import Phase
from planning.templatetags.phases import is_before, month, phase_ends, steps
from tests import clock
from tests.factories import EventFactory, PastEventFactory


def test_steps_name_what_is_over_what_is_now_and_what_comes() -> None:
    event = EventFactory.build()

    states = [step.state for step in steps(event, Phase.TEAM_FORMATION)]

    assert states == ["past", "past", "current", "future", "future", "future", "future"]


def test_steps_end_with_their_deadlines() -> None:
    event = EventFactory.build()

    ends = {step.phase: step.until for step in steps(event, Phase.BRAINSTORM)}

    assert ends[Phase.HACKING] == event.ends_at
    assert ends[Phase.CLOSED] is None


@pytest.mark.parametrize(
    ("now", "ends"),
    [(clock.VOTING, clock.DEADLINES_OF_2026_12["voting_closes_at"]), (clock.CLOSED, None)],
)
def test_phase_ends_with_the_next_deadline(now: datetime, ends: datetime | None) -> None:
    assert phase_ends(EventFactory.build(), now) == ends


@pytest.mark.usefixtures("in_berlin")
def test_stepper_marks_the_present_phase_once() -> None:
    template = Template("{% load phases %}{% stepper event now %}")

    html = template.render(Context({"event": EventFactory.build(), "now": clock.VOTING}))

    assert html.count('aria-current="step"') == 1
    assert "until 15 Oct, 14:00" in html
    assert "style=" not in html


def test_stepper_of_an_event_without_deadlines_is_closed() -> None:
    template = Template("{% load phases %}{% stepper event now full=True %}")

    html = template.render(Context({"event": PastEventFactory.build(), "now": clock.VOTING}))

    assert "until" not in html


def test_is_before_compares_with_a_phase_by_its_value() -> None:
    assert is_before(Phase.VOTING, "hacking")
    assert not is_before(Phase.HACKING, "hacking")


def test_month_is_written_out() -> None:
    assert month("2023-05") == "May 2023"
