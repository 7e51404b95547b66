from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.events.deadlines import LABELS, usual_deadlines
from planning.events.log import ChangeLog
from planning.events.models import DEADLINES
from planning.events.phases import Phase
from planning.events.schedule import end_phase, reschedule
from tests import clock
from tests.factories import EventFactory, OrganizerFactory, UserFactory


@pytest.mark.django_db
def test_deadline_changes_tell_what_was_moved_and_why() -> None:
    event = EventFactory()
    later = event.voting_closes_at + timedelta(days=2)

    reschedule(event, {"voting_closes_at": later}, reason="Two people are on a train.", clock=stopped_at(clock.VOTING))

    [change] = ChangeLog(event)
    assert change.why == "Two people are on a train."
    assert [(move.label, move.before, move.after) for move in change.moves] == [
        ("Voting closes", event.voting_closes_at, later)
    ]


@pytest.mark.django_db
def test_deadline_changes_come_newest_first_and_leave_out_other_edits() -> None:
    event = EventFactory()
    end_phase(event, Phase.VOTING, reason="All are in.", clock=stopped_at(clock.VOTING))
    event.refresh_from_db()
    event.venue = "A hut"
    event.save()
    end_phase(event, Phase.TEAM_FORMATION, reason="", clock=stopped_at(clock.TEAM_FORMATION))

    reasons = [change.why for change in ChangeLog(event)]

    assert reasons == ["Team formation ended early.", "Voting ended early. All are in."]


@pytest.mark.django_db
def test_deadline_changes_tell_nobodys_address() -> None:
    organizer = OrganizerFactory(name="Ada Sprout")
    event = organizer.event
    for user in (organizer.user, UserFactory(first_name="Grace", last_name="Hopper"), UserFactory(), None):
        event.wrap_up_due_at += timedelta(days=1)
        event._history_user = user
        event.save()

    assert [change.who for change in ChangeLog(event)] == ["", "an admin", "Grace Hopper", "Ada Sprout"]


def test_usual_deadlines_are_in_order() -> None:
    starts_at, ends_at = clock.at(11, 30), clock.at(12, 4)

    deadlines = usual_deadlines(starts_at, ends_at) | {"starts_at": starts_at, "ends_at": ends_at}

    in_order = [deadlines[field] for field in DEADLINES]
    assert in_order == sorted(in_order)
    assert list(LABELS) == list(DEADLINES)
