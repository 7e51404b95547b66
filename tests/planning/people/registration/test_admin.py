import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee
from tests import clock
from tests.admin_pages import act, address, export, sign_in, staff
from tests.factories import AttendeeFactory, EventFactory

pytestmark = pytest.mark.django_db


def test_the_waiting_list_gets_the_free_seats_in_its_order(admin_client: Client) -> None:
    event = EventFactory(name="Hut", seats=1, phase=Phase.BRAINSTORM)
    late = AttendeeFactory(event=event, waiting_since=clock.VOTING)
    early = AttendeeFactory(event=event, waiting_since=clock.BRAINSTORM)

    messages = act(admin_client, "admit", [event])

    assert messages == ["Hut: those who had waited longest have the free seats, and a mail."]
    assert list(Attendee.objects.waiting()) == [late]
    assert Message.objects.get().to == early.email


def test_staff_who_may_only_read_cannot_admit_anyone() -> None:
    waiting = AttendeeFactory(waiting_since=clock.VOTING)

    act(sign_in(staff("view_event")), "admit", [waiting.event])

    assert Attendee.objects.waiting().count() == 1


def test_whoever_cancelled_has_no_seat_in_the_list(admin_client: Client) -> None:
    AttendeeFactory(cancelled_at=clock.VOTING)

    listed = admin_client.get(address(Attendee, "changelist"), {"cancelled_at__isempty": "0"}).content.decode()

    assert ('alt="False"' in listed, 'alt="True"' in listed) == (True, False)
    assert "cancelled_at" in export(admin_client, Attendee).splitlines()[0]
