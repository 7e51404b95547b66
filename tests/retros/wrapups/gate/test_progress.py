from datetime import timedelta

import pytest
from django.utils import timezone

from planning.people.models import Attendee
from planning.teams.models import Team
from retros.wrapups.gate.progress import (
    is_somebody_to_ask,
    not_ready,
    progress_of,
    waiting_first,
    without_report,
)
from retros.wrapups.gate.readiness import gate_of, readiness_of_topic
from retros.wrapups.models import Report
from tests.clock import HACKING
from tests.factories import (
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    ReportFactory,
    ReportRequestFactory,
    TeamFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", ["", *Report.Outcome])
@pytest.mark.parametrize("note", ["", "Something else."])
@pytest.mark.parametrize("achievements", ["", " \n", "It grows."])
@pytest.mark.parametrize("steps", [0, 2])
def test_reports_are_counted_as_ready_as_the_gate_says(outcome: str, note: str, achievements: str, steps: int) -> None:
    event = EventFactory()
    report = ReportFactory(topic__event=event, outcome=outcome, outcome_note=note, achievements=achievements)
    NextStepFactory.create_batch(steps, topic=report.topic)
    TeamFactory(topic__event=event)
    TeamFactory(topic__event=event, topic__withdrawn_at=HACKING)
    ReportFactory()

    gate = gate_of(event)

    assert progress_of(event) == (gate.total, gate.ready)
    assert gate.total == 2
    assert list(not_ready(event)) == [each.topic for each in gate.reports if not each.is_ready]


def test_what_is_not_ready_comes_first_each_in_the_order_of_the_topics() -> None:
    event = EventFactory()
    ready, silent, also_ready, empty = TopicFactory.create_batch(4, event=event)
    TopicFactory(event=event)
    ReportFactory(topic=ready)
    TeamFactory(topic=silent)
    ReportFactory(topic=also_ready)
    ReportFactory(topic=empty, achievements="")

    assert list(waiting_first(event)) == [silent, empty, ready, also_ready]
    assert list(not_ready(event)) == [silent, empty]
    assert list(without_report(event)) == [silent]


YESTERDAY = timezone.localdate(HACKING)
TODAY = YESTERDAY + timedelta(days=1)


def member(team: Team, attendee: dict[str, object], *, left: bool = False) -> Attendee:
    until = team.formed_at + timedelta(hours=1) if left else None
    stay = MembershipFactory(team=team, until=until, **{f"attendee__{name}": value for name, value in attendee.items()})
    person: Attendee = stay.attendee
    return person


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("left", [{}, {"user": None}, {"cancelled_at": HACKING}])
@pytest.mark.parametrize("present", [{}, {"user": None}, {"waiting_since": HACKING}])
@pytest.mark.parametrize("asked", ["", "present", "left", "both", "yesterday"])
def test_there_is_somebody_to_ask_as_long_as_the_gate_names_anyone(
    asked: str, present: dict[str, object], left: dict[str, object], *, is_there: bool
) -> None:
    team = TeamFactory()
    ReportFactory(topic=MembershipFactory(team__topic__event=team.topic.event).team.topic)
    gone = member(team, left, left=True)
    here = member(team, present) if is_there else None
    if asked in {"left", "both"}:
        ReportRequestFactory(topic=team.topic, to=gone, asked_on=TODAY)
    if here and asked in {"present", "both", "yesterday"}:
        ReportRequestFactory(topic=team.topic, to=here, asked_on=YESTERDAY if asked == "yesterday" else TODAY)

    readiness = readiness_of_topic(team.topic)

    assert readiness is not None
    assert is_somebody_to_ask(team.topic.event, TODAY) == bool(readiness.not_asked_on(TODAY))
