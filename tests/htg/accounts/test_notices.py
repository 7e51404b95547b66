"""Whoever did not change their ways to sign in themselves hears that somebody did."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from planning.outbox.models import Message
from planning.people.models import User
from tests.factories import UserFactory
from tests.passkeys import Passkey
from tests.signing_in import PASSWORD, is_signed_in, mailed_code, person_with_password, try_password

pytestmark = pytest.mark.django_db

NEW = "kale-and-spinach"


@pytest.fixture
def ada() -> User:
    return person_with_password()


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def sent_notices() -> list[tuple[str, str]]:
    return [(message.to, message.subject) for message in Message.objects.order_by("pk")]


def with_app(user: User) -> Authenticator:
    RecoveryCodes.activate(user)
    app: Authenticator = TOTP.activate(user, generate_totp_secret()).instance
    return app


def test_a_new_password_is_mailed_about(client: Client, ada: User) -> None:
    try_password(client, ada.email, PASSWORD)

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW})

    assert sent_notices() == [(ada.email, "Your account has a new password")]
    assert "your account has a new password. Sessions and tokens are listed on" in Message.objects.get().text


def test_a_new_password_by_an_admin_is_mailed_about(root: Client, ada: User) -> None:
    root.post(reverse("admin:auth_user_password_change", args=[ada.pk]), {"password1": NEW, "password2": NEW})

    assert sent_notices() == [(ada.email, "Your account has a new password")]


def test_the_address_before_is_told_of_the_new_one(client: Client, ada: User) -> None:
    try_password(client, ada.email, PASSWORD)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})

    client.post("/accounts/confirm-email/", {"code": mailed_code()})

    assert sent_notices()[1:] == [("ada@example.org", "Your account has another address")]


def test_the_address_before_is_told_of_one_that_an_admin_writes(root: Client, ada: User) -> None:
    page = reverse("admin:planning_user_change", args=[ada.pk])

    root.post(page, {"email": "new@example.org", "language": "en", "is_active": "on"})

    assert sent_notices() == [("ada@example.org", "Your account has another address")]


def test_a_second_factor_that_comes_or_goes_is_reported(client: Client, ada: User) -> None:
    try_password(client, ada.email, PASSWORD)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    app = with_app(ada)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(pk=app.pk).exists()
    assert sent_notices() == [(ada.email, "A second factor of your account was removed")]


def test_a_second_factor_that_an_admin_takes_away_is_reported(root: Client, ada: User) -> None:
    app = with_app(ada)

    root.post(reverse("admin:mfa_authenticator_delete", args=[app.pk]), {"post": "yes"})

    assert sent_notices() == [(ada.email, "A second factor of your account was removed")]


def test_second_factors_that_an_admin_takes_away_together_are_reported_once(root: Client, ada: User) -> None:
    with_app(ada)
    chosen = [str(number) for number in Authenticator.objects.values_list("pk", flat=True)]

    root.post(
        reverse("admin:mfa_authenticator_changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert not Authenticator.objects.exists()
    assert sent_notices() == [(ada.email, "A second factor of your account was removed")]


def test_a_second_factor_of_people_with_rights_is_taken_away_by_superusers_alone(client: Client, ada: User) -> None:
    ada.user_permissions.set(Permission.objects.filter(codename="add_event"))
    app = with_app(ada)
    helper = UserFactory(is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(codename__in=["view_authenticator", "delete_authenticator"]))
    client.force_login(helper)

    refused = client.post(reverse("admin:mfa_authenticator_delete", args=[app.pk]), {"post": "yes"})

    assert refused.status_code == 403
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_the_last_admin_gets_in_again_without_the_second_factor(client: Client, ada: User) -> None:
    Passkey(ada)
    with_app(ada)

    call_command("remove_second_factor", " Ada@Example.org", stdout=StringIO())
    try_password(client, ada.email, PASSWORD)

    assert is_signed_in(client)
    assert sent_notices() == [(ada.email, "A second factor of your account was removed")]


def test_a_dry_run_removes_no_second_factor(ada: User) -> None:
    with_app(ada)
    out = StringIO()

    call_command("remove_second_factor", ada.email, "--dry-run", stdout=out)

    assert out.getvalue() == "ada@example.org: 2 would be removed, recovery codes counted as one.\n"
    assert (Authenticator.objects.count(), sent_notices()) == (2, [])


@pytest.mark.parametrize(
    ("address", "refusal"),
    [("nobody@example.org", "No account has the address"), ("ada@example.org", "has no second factor")],
)
def test_a_second_factor_that_is_not_there_is_not_removed(ada: User, address: str, refusal: str) -> None:
    with pytest.raises(CommandError, match=refusal):
        call_command("remove_second_factor", address)
