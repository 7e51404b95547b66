from datetime import datetime, timedelta

import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.voting.reminding import ReminderRejected, remind_voters
from tests.clock import BRAINSTORM, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, BallotFactory, OrganizerFactory

pytestmark = pytest.mark.django_db


def test_those_who_have_not_voted_are_reminded_once() -> None:
    olga = OrganizerFactory()
    BallotFactory(attendee=olga)
    BallotFactory(attendee=AttendeeFactory(event=olga.event))
    AttendeeFactory(event=olga.event, waiting_since=BRAINSTORM)
    AttendeeFactory(event=olga.event, cancelled_at=BRAINSTORM)
    ada = AttendeeFactory(event=olga.event)

    assert remind_voters(olga, clock=stopped_at(VOTING)) == [ada]

    with pytest.raises(ReminderRejected, match="has voted or been reminded"):
        remind_voters(olga, clock=stopped_at(VOTING))


@pytest.mark.usefixtures("in_berlin")
def test_the_reminder_says_until_when_and_leads_to_the_ballot() -> None:
    olga = OrganizerFactory(event__slug="2026-12", event__votes_per_ballot=7)

    remind_voters(olga, clock=stopped_at(VOTING))

    text = Message.objects.get().text
    assert "closes on 15.10.2026 at 14:00" in text
    assert "7 votes:\n\nhttp://testserver/2026-12/ballot/\n" in text


def test_a_deadline_that_moves_to_another_day_is_a_reason_to_remind_again() -> None:
    olga = OrganizerFactory()
    remind_voters(olga, clock=stopped_at(VOTING))

    olga.event.voting_closes_at += timedelta(days=1)
    olga.event.save()

    assert remind_voters(olga, clock=stopped_at(VOTING)) == [olga]


@pytest.mark.parametrize("now", [BRAINSTORM, TEAM_FORMATION])
def test_no_one_is_reminded_to_vote_when_they_cannot(now: datetime) -> None:
    with pytest.raises(ReminderRejected, match="while voting is open"):
        remind_voters(OrganizerFactory(), clock=stopped_at(now))
