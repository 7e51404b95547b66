"""Every page of an account has our look and our words, not those of the library it comes from."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from htg.accounts.urls import urlpatterns
from planning.people.models import User
from tests.passkeys import Passkey
from tests.signing_in import PASSWORD, ask_for_code, person_with_password, try_password

pytestmark = pytest.mark.django_db

LEADING_ON = {"account_signup", "mfa_list_webauthn", "mfa_login_webauthn", "passkeys"}
"""They show nothing themselves."""
ENTRANCE = {
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_inactive",
    "account_email_verification_sent",
    "mfa_authenticate",
}
BARE = {"account_set_password": "/accounts/password/set/", "mfa_activate_totp": "/accounts/2fa/totp/activate/"}
"""For someone without a password, or an app."""
INLINE = re.compile(r'\sstyle=|<style|\son[a-z]+="|<script(?![^>]*\ssrc=)(?![^>]*type="application/json")')


def names(patterns: list[URLPattern | URLResolver] = urlpatterns) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


SIGNED_IN = sorted(set(names()) - ENTRANCE - LEADING_ON - set(BARE))


def signed_in(user: User) -> Client:
    """A client that has just confirmed its second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture
def ada() -> User:
    return person_with_password()


@pytest.fixture
def passkey(ada: User) -> Passkey:
    TOTP.activate(ada, generate_totp_secret())
    RecoveryCodes.activate(ada)
    return Passkey(ada)


def check(client: Client, path: str) -> None:
    response = client.get(path)
    html = response.content.decode()

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    if response["Content-Type"].startswith("text/html"):
        assert 'class="brand"' in html
        assert INLINE.findall(html) == []
        assert foreign(response) == set()


def foreign(response: object) -> set[str]:
    """Templates of the library that say something: its layouts and single elements say nothing."""
    used = {(template.name, str(template.origin)) for template in getattr(response, "templates", [])}
    return {
        name
        for name, origin in used
        if "site-packages/allauth" in origin and not re.search(r"allauth/layouts/|/base_(manage|entrance)", name)
    }


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_of_ones_account_has_the_look_and_words_of_the_site(name: str, ada: User, passkey: Passkey) -> None:
    args = [passkey.stored.pk] if name in {"mfa_edit_webauthn", "mfa_remove_webauthn"} else []

    check(signed_in(ada), reverse(name, args=args))


@pytest.mark.parametrize("name", BARE)
def test_a_page_for_whoever_has_none_yet_has_the_look_and_words_of_the_site(name: str) -> None:
    check(signed_in(User.objects.create_user("bare@example.org")), reverse(name))


@pytest.mark.parametrize("name", sorted(ENTRANCE))
def test_a_page_on_the_way_in_has_the_look_and_words_of_the_site(client: Client, name: str) -> None:
    if name == "account_confirm_login_code":
        ask_for_code(client, "ada@example.org")
    if name == "account_email_verification_sent":
        User.objects.create_user("ada@example.org", PASSWORD)
        try_password(client, "ada@example.org", PASSWORD)
    if name == "mfa_authenticate":
        TOTP.activate(person_with_password(), generate_totp_secret())
        try_password(client, "ada@example.org", PASSWORD)

    check(client, reverse(name))


@pytest.mark.parametrize("name", sorted(LEADING_ON))
def test_other_addresses_lead_on(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("path", ["password/reset/", "password/reset/key/1-a-b/", "password/reset/done/", "3rdparty/"])
def test_what_nobody_needs_is_not_served(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "form", "says"),
    [
        ("password/change/", {"oldpassword": "x", "password1": "y"}, "This is not your password."),
        ("email/", {"action_add": "1", "email": "ada@example.org"}, "This is already your address."),
        ("reauthenticate/", {"password": "x"}, "This is not your password."),
        ("2fa/reauthenticate/", {"code": "1"}, "Incorrect code"),
    ],
)
def test_a_refusal_is_said_in_our_words(
    path: str, form: dict[str, str], says: str, ada: User, passkey: Passkey
) -> None:
    assert says in signed_in(ada).post(f"/accounts/{path}", form).content.decode()
