from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.people.models import User
from retros.reminders.models import Preference
from tests.admin_pages import sign_in
from tests.factories import UserFactory
from tests.pages import queries_of, words

pytestmark = pytest.mark.django_db

PAGE = "/me/reminders/"
FORM = {"language": "de", "time_zone": "Asia/Tokyo", "hour": "17", "quiet_weekdays": ["5", "6"], "by_mail": "on"}


def ada_and_client() -> tuple[User, Client]:
    ada = UserFactory()
    return ada, sign_in(ada)


def save(client: Client, **changed: Any) -> str:
    return words(client.post(PAGE, FORM | changed, follow=True))


@pytest.mark.usefixtures("in_berlin")
def test_page_shows_the_defaults_to_somebody_who_said_nothing_and_writes_nothing() -> None:
    _, client = ada_and_client()

    response = client.get(PAGE)

    assert '<option value="8" selected>08:00</option>' in response.content.decode()
    assert "Europe/Berlin, like this site" in words(response)
    assert not Preference.objects.exists()


def test_page_keeps_how_somebody_wants_to_be_reminded() -> None:
    ada, client = ada_and_client()
    away_until = timezone.localdate() + timedelta(days=9)

    save(client, away_until=away_until.isoformat())

    ada.refresh_from_db()
    kept = Preference.objects.get(user=ada)
    assert (ada.language, ada.time_zone) == ("de", "Asia/Tokyo")
    assert (kept.hour, kept.quiet_weekdays, kept.away_until, kept.by_mail) == (17, [5, 6], away_until, True)


def test_page_speaks_the_language_that_was_just_chosen() -> None:
    _, client = ada_and_client()

    said = save(client)

    assert "Gespeichert." in said
    assert "Sprache der Mails" in said
    assert '<html lang="en">' in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"quiet_weekdays": list("0123456")}, "Alle Tage sind ruhig"),
        ({"time_zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"hour": "24"}, "24"),
        ({"quiet_weekdays": ["7"]}, "7"),
        ({"away_until": "2020-01-01"}, "„Abwesend bis“ ist schon vorbei."),
        ({"away_until": "2099-01-01"}, "„Abwesend bis“ ist mehr als ein Jahr hin."),
        ({"language": "tlh"}, "tlh"),
        ({"by_mail": ""}, "Ohne Mail und ohne Kanal würde Dich nichts erreichen"),
    ],
)
def test_page_refuses_what_makes_no_sense_and_keeps_what_was_typed(changed: dict[str, Any], said: str) -> None:
    ada = UserFactory(language="de")

    response = sign_in(ada).post(PAGE, FORM | changed)

    assert response.status_code == 200
    assert said in words(response)
    assert 'role="alert"' in response.content.decode()
    assert not Preference.objects.exists()


def test_page_does_not_ask_to_clear_a_holiday_that_is_over() -> None:
    ada, client = ada_and_client()
    Preference.objects.create(user=ada, away_until=timezone.localdate() - timedelta(days=1))

    assert 'name="away_until" value=' not in client.get(PAGE).content.decode()
    assert "Gespeichert." in save(client)


def test_page_lets_somebody_out_and_in_again() -> None:
    ada, client = ada_and_client()

    assert "You've unsubscribed" in words(client.post(f"{PAGE}subscribe/", {"wanted": "no"}, follow=True))
    assert Preference.objects.get(user=ada).unsubscribed_at is not None
    assert "You'll get reminders again." in words(client.post(f"{PAGE}subscribe/", {"wanted": "yes"}, follow=True))
    assert Preference.objects.get(user=ada).unsubscribed_at is None


def test_page_subscribes_nobody_who_only_looks() -> None:
    ada, client = ada_and_client()
    Preference.objects.create(user=ada, unsubscribed_at=timezone.now())

    client.get(f"{PAGE}subscribe/", follow=True)

    assert Preference.objects.get(user=ada).unsubscribed_at is not None


def test_saving_does_not_subscribe_again() -> None:
    ada, client = ada_and_client()
    Preference.objects.create(user=ada, unsubscribed_at=timezone.now())

    save(client)

    assert Preference.objects.get(user=ada).unsubscribed_at is not None


def test_page_asks_to_sign_in_first_and_keeps_what_was_typed() -> None:
    client = Client()

    response = client.post(PAGE, FORM)

    assert response["Location"] == f"/accounts/login/?next={PAGE}"
    ada = UserFactory()
    client.force_login(ada)
    assert '<option value="17" selected>' in client.get(PAGE).content.decode()


def test_page_is_reached_from_ones_own_page_and_leads_to_the_channels() -> None:
    _, client = ada_and_client()

    assert f'href="{PAGE}"' in client.get("/me/").content.decode()
    assert 'href="/me/channels/"' in client.get(PAGE).content.decode()


def test_page_costs_few_queries() -> None:
    _, client = ada_and_client()

    assert len(queries_of(client, PAGE)) <= 6
