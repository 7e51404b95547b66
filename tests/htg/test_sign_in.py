import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import ApiToken, User
from tests.factories import EventFactory, UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def mailed_code() -> str:
    match = re.search(r"\b\d{4}-\d{4}\b", Message.objects.latest("pk").text)
    assert match is not None
    return match.group()


def test_an_account_takes_an_address_and_a_mailed_code(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "ada@example.org"})

    response = client.post("/accounts/confirm-email/", {"code": mailed_code()}, follow=True)

    assert response.redirect_chain[-1][0] == "/me/"
    assert User.objects.get().email == "ada@example.org"


def test_a_password_sent_along_with_a_new_address_opens_nothing(client: Client) -> None:
    password = "beetroot-and-chard"
    client.post("/accounts/signup/", {"email": "ada@example.org", "password1": password})

    credentials = {"name": "script", "email": "ada@example.org", "password": password}
    response = client.post("/api/v1/tokens/", credentials, content_type="application/json")

    assert response.json()["detail"] == "This address and password do not belong together."
    assert not User.objects.get().has_usable_password()


def test_a_changed_password_ends_the_tokens_made_with_the_old_one(client: Client) -> None:
    user = User.objects.create_user("ada@example.org", "beetroot-and-chard")
    ApiToken.issue(user, "script", now=timezone.now())
    client.force_login(user)
    passwords = {"oldpassword": "beetroot-and-chard", "password1": "kale-and-spinach", "password2": "kale-and-spinach"}

    client.post("/accounts/password/change/", passwords)

    user.refresh_from_db()
    assert user.check_password("kale-and-spinach")
    assert not user.api_tokens.exists()


def test_a_code_signs_in_and_leads_back_to_where_the_person_wanted_to_go(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    user = UserFactory(email="ada@example.org")

    asked = client.post("/accounts/login/code/", {"email": user.email, "next": f"/{event.slug}/register/"})
    response = client.post(asked["Location"], {"code": mailed_code().replace("-", "")})

    assert response["Location"] == f"/{event.slug}/register/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_whole_hut_signs_in_at_once_from_one_address() -> None:
    for person in UserFactory.create_batch(30):
        Client().post("/accounts/login/code/", {"email": person.email})

    assert Message.objects.count() == 30


def test_a_whole_hut_makes_accounts_at_once_from_one_address() -> None:
    made = [Client().post("/accounts/signup/", {"email": f"p{n}@example.org"}).status_code for n in range(30)]

    assert made == [302] * 30


def test_one_account_gets_few_codes_wherever_they_are_asked_from() -> None:
    user = UserFactory()

    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post("/accounts/login/code/", {"email": user.email})

    assert Message.objects.count() == 3


def test_a_code_is_typed_with_the_number_keys_of_a_phone(client: Client) -> None:
    UserFactory(email="ada@example.org")

    response = client.post("/accounts/login/code/", {"email": "ada@example.org"}, follow=True)

    assert 'inputmode="numeric" autocomplete="one-time-code"' in response.content.decode()
    assert "We mailed a code to ada@example.org ." in words(response)


def test_a_wrong_code_says_so_beside_the_field(client: Client) -> None:
    UserFactory(email="ada@example.org")
    client.post("/accounts/login/code/", {"email": "ada@example.org"})

    response = client.post("/accounts/login/code/confirm/", {"code": "1"})

    assert "Incorrect code." in words(response)
    assert 'aria-describedby="id_code_error"' in response.content.decode()


def test_an_unknown_address_is_not_told_from_a_known_one(client: Client) -> None:
    response = client.post("/accounts/login/code/", {"email": "nobody@example.org"}, follow=True)

    assert "We mailed a code to nobody@example.org ." in words(response)
    assert "There is no account with this address." in Message.objects.get().text


def test_a_password_is_the_second_choice(client: Client) -> None:
    page = words(client.get("/accounts/login/"))

    assert page.index("Mail me a code") < page.index("Sign in with a password")


def test_a_wrong_password_shows_the_form_again_with_the_address(client: Client) -> None:
    UserFactory(email="ada@example.org")

    response = client.post("/accounts/login/", {"login": "ada@example.org", "password": "guess"})

    html = response.content.decode()
    assert '<details class="rule-above" open>' in html
    assert 'value="ada@example.org"' in html


def test_mails_of_the_sign_in_leave_through_the_outbox_only(client: Client) -> None:
    UserFactory(email="ada@example.org")

    client.post("/accounts/login/code/", {"email": "ada@example.org"})

    assert mail.outbox == []
    assert (Message.objects.get().to, Message.objects.get().is_urgent) == ("ada@example.org", True)


@pytest.mark.parametrize(
    "path",
    ["login/", "login/code/", "signup/", "logout/", "password/reset/", "password/change/", "password/set/", "email/"],
)
def test_every_page_of_an_account_has_the_look_of_the_site(client: Client, path: str) -> None:
    if path in {"logout/", "password/change/", "password/set/", "email/"}:
        password = None if path == "password/set/" else "a-long-password"
        client.force_login(User.objects.create_user("ada@example.org", password))

    html = client.get(f"/accounts/{path}").content.decode()

    assert 'class="brand"' in html
    assert 'class="button' in html
    assert "style=" not in html
