import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from planning.people.models import User
from tests.admin_pages import staff
from tests.factories import EventFactory, OrganizerFactory, UserFactory
from tests.pages import words
from tests.passkeys import Passkey
from tests.signing_in import (
    PASSWORD,
    ask_for_code,
    come_in,
    is_signed_in,
    person_with_password,
    try_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return person_with_password()


class App:
    """An authenticator app."""

    def __init__(self, user: User | None = None, secret: str = "") -> None:
        self.secret = secret or generate_totp_secret()
        if user:
            TOTP.activate(user, self.secret)

    @property
    def code(self) -> str:
        return str(format_hotp_value(hotp_value(self.secret, int(time.time()) // 30)))


def test_a_code_by_mail_alone_signs_nobody_in_who_has_an_app(client: Client, ada: User) -> None:
    app = App(ada)

    asked = come_in(client, ada.email, next="/next-steps/")
    before = is_signed_in(client)
    done = client.post("/accounts/2fa/authenticate/", {"code": app.code})

    assert asked["Location"] == "/accounts/2fa/authenticate/"
    assert (before, is_signed_in(client)) == (False, True)
    assert done["Location"] == "/next-steps/"


def test_a_password_alone_signs_nobody_in_who_has_a_passkey(client: Client, ada: User) -> None:
    Passkey(ada)

    assert try_password(client, ada.email, PASSWORD)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_a_recovery_code_works_once(ada: User) -> None:
    App(ada)
    code = RecoveryCodes.activate(ada).get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        try_password(client, ada.email, PASSWORD)
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert [is_signed_in(first), is_signed_in(second)] == [True, False]


def test_a_code_of_the_app_works_once_even_if_the_cache_forgets(ada: User) -> None:
    app = App(ada)
    code = app.code
    first, second = Client(), Client()
    pages = []
    for client in (first, second):
        cache.clear()
        try_password(client, ada.email, PASSWORD)
        pages.append(words(client.post("/accounts/2fa/authenticate/", {"code": code}, follow=True)))

    assert [is_signed_in(first), is_signed_in(second)] == [True, False]
    assert "This code has already been used. Wait for the next one." in pages[1]


def test_codes_of_an_app_are_guessed_five_times(client: Client, ada: User) -> None:
    app = App(ada)
    try_password(client, ada.email, PASSWORD)
    for _ in range(5):
        cache.clear()
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    page = words(client.post("/accounts/2fa/authenticate/", {"code": app.code}))

    assert "Too many wrong codes from an app for now. Wait 5 minutes" in page
    assert not is_signed_in(client)


def test_a_passkey_signs_in_when_codes_and_passwords_are_refused(client: Client, ada: User) -> None:
    passkey = Passkey(ada)
    for number in range(20):
        ask_for_code(Client(REMOTE_ADDR=f"192.0.2.{number}"), ada.email)
        for _ in range(6):
            try_password(Client(REMOTE_ADDR=f"192.0.2.{number}"), ada.email, "wrong")
    assert b"Too many" in ask_for_code(client, ada.email).content
    assert b"Too many" in try_password(client, ada.email, PASSWORD).content

    response = passkey.sign_in(client, next="/next-steps/")

    assert is_signed_in(client)
    assert response["Location"] == "/next-steps/"


def test_a_passkey_of_somebody_else_opens_nothing(client: Client, ada: User) -> None:
    passkey = Passkey(ada)
    passkey.user = UserFactory()

    response = passkey.sign_in(client)

    assert response["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def test_an_app_is_set_up_by_whoever_says_the_password_again(client: Client, ada: User) -> None:
    try_password(client, ada.email, PASSWORD)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/?next=")

    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"})
    client.get("/accounts/2fa/totp/activate/")
    app = App(secret=client.session["mfa.totp.secret"])
    done = client.post("/accounts/2fa/totp/activate/", {"code": app.code}, follow=True)

    assert Authenticator.objects.filter(user=ada, type=Authenticator.Type.TOTP).exists()
    assert "Recovery codes" in words(done)


def test_the_admin_asks_staff_to_set_up_a_second_factor(client: Client, settings: Settings) -> None:
    settings.LOCAL = False
    client.force_login(staff("view_topic"))

    page = client.get("/admin/planning/topic/", follow=True)

    assert page.redirect_chain[-1][0] == "/accounts/2fa/"
    assert "The admin asks for a second factor." in words(page)


def test_the_admin_opens_to_a_session_that_used_the_second_factor(client: Client, settings: Settings) -> None:
    settings.LOCAL = False
    root = person_with_password("root@example.org", is_staff=True, is_superuser=True)
    app = App(root)
    client.force_login(root)

    asked = client.get("/admin/planning/topic/", follow=True)
    client.post("/accounts/2fa/reauthenticate/", {"code": app.code})

    assert asked.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fplanning%2Ftopic%2F"
    assert client.get("/admin/planning/topic/").status_code == 200


@pytest.mark.parametrize("page", ["", "planning/topic/", "autocomplete/", "jsi18n/", "planning/message/1/change/"])
def test_every_page_of_the_admin_asks(client: Client, settings: Settings, page: str) -> None:
    settings.LOCAL = False
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(f"/admin/{page}")["Location"].startswith("/admin/login/?next=")


def test_the_admin_of_a_machine_of_ones_own_asks_nobody(client: Client, settings: Settings) -> None:
    settings.LOCAL = True
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get("/admin/").status_code == 200


def test_the_admin_shows_no_secret_of_a_second_factor(admin_client: Client, ada: User) -> None:
    app = App(ada)
    page = f"/admin/mfa/authenticator/{Authenticator.objects.get().pk}/"

    shown = admin_client.get(f"{page}change/").content.decode()

    assert ada.email in shown
    assert app.secret not in shown
    assert admin_client.get("/admin/usersessions/usersession/").status_code == 404


@pytest.mark.parametrize(("of_staff", "status"), [(True, 403), (False, 200)])
def test_a_second_factor_of_staff_is_taken_away_by_superusers_alone(
    client: Client, *, of_staff: bool, status: int
) -> None:
    App(person_with_password(is_staff=of_staff))
    helper = UserFactory(is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(codename__in=["view_authenticator", "delete_authenticator"]))
    client.force_login(helper)

    assert client.get(f"/admin/mfa/authenticator/{Authenticator.objects.get().pk}/delete/").status_code == status


def test_organizers_are_asked_to_have_one(client: Client) -> None:
    organizer = OrganizerFactory(event=EventFactory(), user=UserFactory())
    client.force_login(organizer.user)
    asked = "You organize an event" in words(client.get("/me/"))

    Passkey(organizer.user)

    assert asked
    assert "You organize an event" not in words(client.get("/me/"))
