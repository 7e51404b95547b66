import pytest
from django.test import Client

from planning.clock import stopped_at
from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.hosting.calling_off import CallingOffRejected, call_off, take_back
from planning.people.invitations.keys import InvitationRejected
from planning.people.registration.registering import take_seat
from tests.clock import BRAINSTORM, REVIEW
from tests.factories import AttendeeFactory, EventFactory, UserFactory
from tests.pages import organizing, words

pytestmark = pytest.mark.django_db
NOW = stopped_at(BRAINSTORM)


def test_call_off_tells_everyone_who_comes_or_waits_and_deletes_nothing() -> None:
    event = EventFactory()
    comes = AttendeeFactory(event=event)
    waits = AttendeeFactory(event=event, waiting_since=BRAINSTORM)
    AttendeeFactory(event=event, cancelled_at=BRAINSTORM)

    call_off(event, reason="The hut is flooded.", clock=NOW)

    event.refresh_from_db()
    assert event.is_called_off
    assert event.attendees.count() == 3
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([comes.email, waits.email])
    assert "will not take place: The hut is flooded." in Message.objects.filter(to=comes.email).get().text


def test_call_off_refuses_what_is_over_or_called_off() -> None:
    event = EventFactory()

    with pytest.raises(CallingOffRejected, match="is over"):
        call_off(event, reason="Late.", clock=stopped_at(REVIEW))
    call_off(event, reason="The hut is flooded.", clock=NOW)
    with pytest.raises(CallingOffRejected, match="already been called off"):
        call_off(event, reason="Again.", clock=NOW)


def test_nobody_registers_for_what_is_called_off_until_it_is_taken_back() -> None:
    event, user = EventFactory(), UserFactory()
    call_off(event, reason="The hut is flooded.", clock=NOW)

    with pytest.raises(InvitationRejected, match="The hut is flooded"):
        take_seat(user, event, name="Ada", clock=NOW)
    take_back(event, clock=NOW)
    place = take_seat(user, event, name="Ada", clock=NOW)

    assert place.waiting_since is None
    with pytest.raises(CallingOffRejected, match="is not called off"):
        take_back(event, clock=NOW)


def test_pages_say_that_it_is_called_off_and_the_log_keeps_it(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)

    answer = client.post(f"/{event.slug}/call-off/", {"reason": "The hut is flooded."}, follow=True)
    log = words(client.get(f"/{event.slug}/schedule/"))
    back = client.post(f"/{event.slug}/take-back/", follow=True)

    assert f"{event} is called off: The hut is flooded." in words(answer)
    assert "Called off: The hut is flooded." in log
    assert "The hut is flooded." not in words(back)
    assert not Event.objects.get().is_called_off
