from typing import Any

import pytest

from retros.reminders.models import Preference
from tests.api import refusal, visitor, wrong_fields
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

API = "/api/v1/me/reminders/"


def test_api_tells_the_defaults_and_writes_nothing() -> None:
    response = visitor(UserFactory()).get(API)

    assert response.json() == {
        "language": "en",
        "time_zone": "",
        "hour": 8,
        "quiet_weekdays": [],
        "away_until": None,
        "by_mail": True,
        "is_subscribed": True,
    }
    assert not Preference.objects.exists()


def test_api_changes_some_of_it() -> None:
    ada = UserFactory(time_zone="Asia/Tokyo")
    client = visitor(ada)
    client.patch(API, {"hour": 17, "quiet_weekdays": [6, 5, 5]})

    said = client.patch(API, {"language": "de"}).json()

    assert (said["language"], said["hour"], said["quiet_weekdays"], said["time_zone"]) == (
        "de",
        17,
        [5, 6],
        "Asia/Tokyo",
    )


def test_api_says_it_anew() -> None:
    client = visitor(UserFactory(time_zone="Asia/Tokyo"))
    client.patch(API, {"hour": 17})

    said = client.put(API, {"language": "de"}).json()

    assert (said["language"], said["hour"], said["time_zone"]) == ("de", 8, "")


def test_api_lets_somebody_out_and_in_again() -> None:
    client = visitor(UserFactory())

    assert client.patch(API, {"is_subscribed": False}).json()["is_subscribed"] is False
    assert client.patch(API, {"hour": 9}).json()["is_subscribed"] is False
    assert client.patch(API, {"is_subscribed": True}).json()["is_subscribed"] is True


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"hour": 24}, "hour"),
        ({"quiet_weekdays": [7]}, "quiet_weekdays"),
        ({"quiet_weekdays": "Monday"}, "quiet_weekdays"),
        ({"language": "tlh"}, "language"),
        ({"away_until": "soon"}, "away_until"),
    ],
)
def test_api_refuses_what_makes_no_sense(changed: dict[str, Any], field: str) -> None:
    assert wrong_fields(visitor(UserFactory()).patch(API, changed)) == {field}
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"time_zone": "Mars/Olympus"}, "There's no time zone with this name. They look like Europe/Berlin."),
        (
            {"quiet_weekdays": [0, 1, 2, 3, 4, 5, 6]},
            "All days are quiet: leave at least one unticked, or unsubscribe.",
        ),
        ({"by_mail": False}, "Without mail or a channel, nothing would reach you: add a channel first."),
        (
            {"away_until": "2020-01-01"},
            "“Away until” has already passed. Choose a later day, or leave it empty.",
        ),
    ],
)
def test_api_refuses_what_would_never_arrive(changed: dict[str, Any], said: str) -> None:
    assert refusal(visitor(UserFactory()).patch(API, changed)) == (409, said)
    assert not Preference.objects.exists()


def test_api_is_for_those_who_are_signed_in() -> None:
    assert visitor().get(API).status_code == 401
