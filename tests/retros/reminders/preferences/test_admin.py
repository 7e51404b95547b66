import pytest

from planning.people.models import User
from retros.reminders.models import Preference
from tests.admin_pages import address, export, sign_in
from tests.factories import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_admin_finds_edits_and_exports_preferences() -> None:
    client = sign_in(UserFactory(is_staff=True, is_superuser=True))
    ada = UserFactory(email="ada@example.org")
    Preference.objects.create(user=ada, quiet_weekdays=[6])
    form = {"user": ada.pk, "hour": "9", "quiet_weekdays": ["0", "6"], "by_mail": "on"}

    assert "ada@example.org" in words(client.get(address(Preference, "changelist"), {"q": "ada"}))
    client.post(address(Preference, "change", ada.pk), form)

    assert Preference.objects.get().quiet_weekdays == [0, 6]
    assert "ada@example.org,9" in export(client, Preference)


def test_admin_keeps_language_and_time_zone_of_an_account() -> None:
    client = sign_in(UserFactory(is_staff=True, is_superuser=True))
    ada = UserFactory(language="de")
    form = {"email": ada.email, "language": "de", "time_zone": "Mars/Olympus", "is_active": "on"}

    refused = client.post(address(User, "change", ada.pk), form)
    client.post(address(User, "change", ada.pk), form | {"time_zone": "Asia/Tokyo"})

    ada.refresh_from_db()
    assert "There is no time zone with this name." in words(refused)
    assert ada.time_zone == "Asia/Tokyo"
    assert ",de,Asia/Tokyo," in export(client, User)
