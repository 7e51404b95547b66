import pytest
from django.test import Client

from planning.people.models import User
from retros.reminders.links import unsubscribe_url
from retros.reminders.models import Preference
from tests.factories import AttendeeFactory
from tests.pages import words
from tests.retros.reminders.mailing import path

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


def page_of(user: User) -> str:
    return path(unsubscribe_url(user))


def is_subscribed(user: User) -> bool:
    return not Preference.objects.filter(user=user).exclude(unsubscribed_at=None).exists()


def test_mail_program_unsubscribes_with_one_click() -> None:
    ada = AttendeeFactory().user
    mail_program = Client(enforce_csrf_checks=True)

    response = mail_program.post(page_of(ada), "List-Unsubscribe=One-Click", content_type=FORM)

    assert response.status_code == 200
    assert not is_subscribed(ada)


def test_mail_program_may_send_its_click_as_a_form_of_parts() -> None:
    ada = AttendeeFactory().user

    Client(enforce_csrf_checks=True).post(page_of(ada), {"List-Unsubscribe": "One-Click"})

    assert not is_subscribed(ada)


def test_looking_does_not_unsubscribe() -> None:
    ada = AttendeeFactory(name="Ada").user

    response = Client().get(page_of(ada))

    assert "Ada will get no more mails about next steps" in words(response)
    assert "the organizers will be asked about them instead" in words(response)
    assert not Preference.objects.exists()


def test_unsubscribing_twice_is_fine() -> None:
    ada = AttendeeFactory().user
    Client().post(page_of(ada))
    first = Preference.objects.get().unsubscribed_at

    response = Client().post(page_of(ada))

    assert "You've unsubscribed" in words(response)
    assert Preference.objects.get().unsubscribed_at == first


def test_whoever_unsubscribed_can_come_back_with_one_click() -> None:
    ada = AttendeeFactory().user
    Client().post(page_of(ada))

    response = Client(enforce_csrf_checks=True).post(page_of(ada), {"again": "1"})

    assert "Welcome back" in words(response)
    assert is_subscribed(ada)


def test_unsubscribing_leaves_the_other_preferences_alone() -> None:
    ada = AttendeeFactory().user
    Preference.objects.create(user=ada, hour=17, quiet_weekdays=[5, 6])

    Client().post(page_of(ada))

    kept = Preference.objects.get()
    assert (kept.hour, kept.quiet_weekdays) == (17, [5, 6])


def test_link_that_was_tampered_with_unsubscribes_nobody() -> None:
    ada, eve = AttendeeFactory().user, AttendeeFactory().user
    forged = page_of(eve).replace(f"/{eve.pk}.", f"/{ada.pk}.")

    response = Client().post(forged)

    assert response.status_code == 404
    assert is_subscribed(ada)
    assert is_subscribed(eve)


def test_page_is_in_the_language_of_whose_it_is() -> None:
    ada = AttendeeFactory(name="Ada", user__language="de").user

    response = Client().post(page_of(ada))

    assert "Du hast die Erinnerungen abbestellt" in words(response)
    assert '<html lang="de">' in response.content.decode()
