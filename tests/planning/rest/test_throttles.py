import pytest
from django.test import Client, RequestFactory
from rest_framework.request import Request

from planning.rest.throttles import AnonymousThrottle, ScopedThrottle, UserThrottle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("throttle", [AnonymousThrottle, UserThrottle, ScopedThrottle])
@pytest.mark.parametrize(
    ("address", "counted"),
    [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("::ffff:192.0.2.1", "192.0.2.1"), ("192.0.2.1", "192.0.2.1")],
)
def test_the_api_counts_visitors_by_network_as_signing_in_does(
    rf: RequestFactory,
    throttle: type[AnonymousThrottle | UserThrottle | ScopedThrottle],
    address: str,
    counted: str,
) -> None:
    request = Request(rf.get("/api/v1/", REMOTE_ADDR=address))

    assert throttle().get_ident(request) == counted


def test_a_machine_with_many_addresses_is_refused_like_one(client: Client) -> None:
    answers = [client.get("/api/v1/organizations/", REMOTE_ADDR=f"2001:db8::{n:x}") for n in range(121)]

    assert [answer.status_code for answer in answers] == [200] * 120 + [429]
