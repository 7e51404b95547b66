from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.people.undelivered import SendingRejected, send_again, undelivered
from tests.clock import VOTING
from tests.factories import AttendeeFactory, ChannelFactory, EventFactory, MessageFactory, OrganizerFactory

pytestmark = pytest.mark.django_db

DEAD = Message.State.DEAD


def given_up(person: Attendee, **said: object) -> Message:
    message: Message = MessageFactory(**{"to": person.email, "state": DEAD, "written_at": VOTING, **said})
    return message


def test_mails_that_were_given_up_on_can_be_sent_again() -> None:
    organizer = OrganizerFactory()
    mail = given_up(AttendeeFactory(event=organizer.event))

    assert send_again(organizer, clock=stopped_at(VOTING)) == 1

    mail.refresh_from_db()
    assert mail.state == Message.State.WAITING
    with pytest.raises(SendingRejected):
        send_again(organizer, clock=stopped_at(VOTING))


def test_only_mails_of_late_to_people_of_the_event_are_its_business() -> None:
    event = EventFactory()
    ada = AttendeeFactory(event=event)
    given_up(AttendeeFactory())
    given_up(AttendeeFactory(event=event, waiting_since=VOTING))
    given_up(ada, state=Message.State.HELD)
    given_up(ada, key="account/code/1")
    given_up(ada, channel=ChannelFactory())
    given_up(ada, written_at=VOTING - timedelta(days=31))
    mail = given_up(ada)

    assert list(undelivered(event, now=VOTING)) == [mail]
