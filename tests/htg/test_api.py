import pytest
from rest_framework.test import APIClient

from planning.events.phases import Phase
from tests.api import below, refusal, visitor
from tests.factories import AttendeeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_contents_lead_to_lists() -> None:
    client = visitor(UserFactory(is_staff=True, is_superuser=True))

    addresses = client.get("/api/v1/").json()

    assert {name: client.get(address).status_code for name, address in addresses.items()} == dict.fromkeys(
        addresses, 200
    )


def test_session_writes_take_a_csrf_token() -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(attendee.user)

    response = client.post(below(attendee.event, "topics/"), {"title": "Forged"})

    assert refusal(response)[0] == 403
    assert not attendee.event.topics.exists()


def test_session_writes_with_a_csrf_token_go_through() -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(attendee.user)
    client.get("/accounts/email/")  # any page with a form sets the cookie
    token = client.cookies["csrftoken"].value

    response = client.post(below(attendee.event, "topics/"), {"title": "Mine"}, headers={"X-CSRFToken": token})

    assert response.status_code == 201
