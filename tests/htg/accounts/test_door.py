import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import User
from planning.people.tokens.models import ApiToken
from tests.factories import EventFactory, UserFactory
from tests.pages import words
from tests.signing_in import (
    PASSWORD,
    ask_for_code,
    come_in,
    is_signed_in,
    mailed_code,
    person_with_password,
    try_password,
    type_code,
)

pytestmark = pytest.mark.django_db


def test_an_account_takes_an_address_and_a_mailed_code(client: Client) -> None:
    response = come_in(client, "Ada@Example.org")

    assert response["Location"] == "/me/"
    assert [user.email for user in User.objects.all()] == ["ada@example.org"]
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize("typed", ["ada@ｅxample.org", "ada@exa\u00admple.org", "ADA@EXAMPLE.ORG"])
def test_a_mailbox_is_one_account_however_its_address_is_typed(client: Client, typed: str) -> None:
    come_in(client, typed)

    assert [user.email for user in User.objects.all()] == ["ada@example.org"]
    assert {message.to for message in Message.objects.all()} == {"ada@example.org"}


def test_there_is_no_account_before_the_code_is_typed(client: Client) -> None:
    ask_for_code(client, "ada@example.org")
    type_code(client, "0000-0000")

    assert not User.objects.exists()


def test_known_and_unknown_addresses_get_the_same_words(client: Client) -> None:
    UserFactory(email="known@example.org")

    pages = [words(client.post("/accounts/login/", {"email": email}, follow=True)) for email in EMAILS]

    assert pages[0].replace(EMAILS[0], "…") == pages[1].replace(EMAILS[1], "…")
    mails = [(message.subject, message.text.replace(mailed(message), "…")) for message in Message.objects.all()]
    assert mails[0] == mails[1]


EMAILS = ["known@example.org", "nobody@example.org"]


def mailed(message: Message) -> str:
    return message.text.split("\n\n")[2].strip()


def test_asking_for_a_code_does_the_same_for_known_and_unknown_addresses() -> None:
    """Not one query differs, so the time does not."""
    UserFactory(email="known@example.org")
    asked = []
    for email in EMAILS:
        with CaptureQueriesContext(connection) as queries:
            ask_for_code(Client(), email)
        asked.append([re.sub(r"[0-9]+", "", query["sql"].split("WHERE")[0])[:60] for query in queries])

    assert asked[0] == asked[1]
    assert not [sql for sql in asked[0] if "planning_user" in sql or "emailaddress" in sql]


def test_a_code_signs_in_and_leads_back_to_where_the_person_wanted_to_go(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    user = UserFactory(email="ada@example.org")

    response = come_in(client, user.email, next=f"/{event.slug}/register/")

    assert response["Location"] == f"/{event.slug}/register/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("email", EMAILS)
def test_what_was_typed_before_is_there_after_the_code(client: Client, email: str) -> None:
    UserFactory(email="known@example.org")
    path = f"/{EventFactory(phase=Phase.BRAINSTORM).slug}/register/"
    asked = client.post(path, {"name": "Ada Lovelace"})

    arrived = come_in(client, email, next=asked["Location"].partition("next=")[2])

    assert arrived["Location"] == path
    assert 'value="Ada Lovelace"' in client.get(path).content.decode()


def test_the_way_on_leads_to_no_other_site(client: Client) -> None:
    assert come_in(client, "ada@example.org", next="https://elsewhere.example.org/")["Location"] == "/me/"


def test_whoever_wants_to_make_an_account_comes_to_the_same_door(client: Client) -> None:
    assert client.get("/accounts/signup/?next=/2031-05/")["Location"] == "/accounts/login/?next=/2031-05/"


def test_a_password_sent_along_with_a_new_address_opens_nothing(client: Client) -> None:
    client.post("/accounts/login/", {"email": "ada@example.org", "password1": PASSWORD})
    type_code(client, mailed_code())

    credentials = {"name": "script", "email": "ada@example.org", "password": PASSWORD}
    response = Client().post("/api/v1/tokens/", credentials, content_type="application/json")

    assert response.json()["detail"] == "The address or the password is wrong."


def test_a_code_proves_the_address_of_an_account_that_an_admin_made(client: Client) -> None:
    user = User.objects.create_user("ada@example.org", PASSWORD)

    come_in(client, user.email)

    assert [(row.email, row.verified, row.primary) for row in EmailAddress.objects.filter(user=user)] == [
        (user.email, True, True)
    ]


def test_a_closed_account_is_told_so_once_the_code_is_right(client: Client) -> None:
    UserFactory(email="ada@example.org", is_active=False)

    response = come_in(client, "ada@example.org")

    assert response["Location"] == "/accounts/inactive/"
    assert not is_signed_in(client)


def test_a_code_is_typed_with_the_number_keys_of_a_phone(client: Client) -> None:
    response = client.post("/accounts/login/", {"email": "ada@example.org"}, follow=True)

    assert 'inputmode="numeric" autocomplete="one-time-code"' in response.content.decode()
    assert "We mailed a code to ada@example.org ." in words(response)
    assert "it may be in your spam folder" in words(response)


def test_a_wrong_code_says_so_beside_the_field(client: Client) -> None:
    ask_for_code(client, "ada@example.org")

    response = type_code(client, "1")

    assert "Incorrect code. 2 tries left." in words(response)
    assert 'aria-describedby="id_code_error"' in response.content.decode()


def test_a_code_that_was_wrong_three_times_is_no_longer_good(client: Client) -> None:
    ask_for_code(client, "ada@example.org", next="/2031-05/")
    right = mailed_code()

    last = [type_code(client, "1") for _ in range(3)][-1]

    assert last["Location"] == "/accounts/login/?next=%2F2031-05%2F"
    assert type_code(client, right)["Location"] == "/accounts/login/"
    assert not User.objects.exists()


def test_a_code_is_used_once(client: Client) -> None:
    come_in(client, "ada@example.org")
    code = mailed_code()
    client.post("/accounts/logout/")

    assert type_code(client, code)["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def test_a_code_is_good_for_a_quarter_of_an_hour(client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as travel:
        ask_for_code(client, "ada@example.org")
        code = mailed_code()
        travel.shift(timedelta(minutes=15))

        late = client.post("/accounts/login/code/confirm/", {"code": code}, follow=True)

    assert "That code no longer works. Ask for a new one." in words(late)


def test_the_code_is_sent_again_and_stays_the_same(client: Client) -> None:
    again = "/accounts/login/code/confirm/"
    with time_machine.travel(timezone.now(), tick=False) as travel:
        ask_for_code(client, "ada@example.org")
        first = mailed_code()

        at_once = words(client.post(again, {"action": "resend"}, follow=True))
        travel.shift(timedelta(seconds=30))
        later = words(client.post(again, {"action": "resend"}, follow=True))

        assert "You can have it sent again in 30 seconds." in at_once
        assert "We’ve mailed the code again." in later
        assert Message.objects.count() == 2
        assert mailed_code() == first
        assert type_code(client, first)["Location"] == "/me/"


def test_a_password_is_the_second_choice(client: Client) -> None:
    page = words(client.get("/accounts/login/"))

    assert page.index("Mail me a code") < page.index("Sign in with a password")


def test_a_password_signs_in_whoever_set_one(client: Client) -> None:
    person_with_password()

    assert try_password(client, "ada@example.org", PASSWORD)["Location"] == "/me/"


def test_a_wrong_password_shows_the_form_again_with_the_address(client: Client) -> None:
    UserFactory(email="ada@example.org")

    response = try_password(client, "ada@example.org", "guess")

    html = response.content.decode()
    assert '<details class="rule-above" open>' in html
    assert 'value="ada@example.org"' in html
    assert "The address or the password is wrong." in html


def test_an_address_that_is_none_is_named(client: Client) -> None:
    page = ask_for_code(client, "ada").content.decode()

    assert "Enter a valid email address." in page
    assert 'value="ada"' in page


def test_mails_of_the_sign_in_leave_through_the_outbox_only(client: Client) -> None:
    ask_for_code(client, "ada@example.org")

    assert mail.outbox == []
    assert (Message.objects.get().to, Message.objects.get().is_urgent) == ("ada@example.org", True)


def test_mails_of_the_sign_in_hold_no_address_that_a_visitor_chose(client: Client) -> None:
    client.post("/accounts/login/", {"email": "ada@example.org"}, headers={"Host": "localhost:6666"})

    assert "localhost" not in Message.objects.get().text
    assert "http" not in Message.objects.get().text


def test_a_changed_password_ends_the_tokens_made_with_the_old_one(client: Client) -> None:
    user = User.objects.create_user("ada@example.org", PASSWORD)
    ApiToken.issue(user, "script", now=timezone.now())
    client.force_login(user)

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "kale-and-spinach"})

    user.refresh_from_db()
    assert user.check_password("kale-and-spinach")
    assert not user.api_tokens.exists()


def test_a_forgotten_password_is_replaced_by_whoever_came_by_code(client: Client) -> None:
    user = person_with_password()
    come_in(client, user.email)

    client.post("/accounts/password/change/", {"password1": "kale-and-spinach"})

    user.refresh_from_db()
    assert user.check_password("kale-and-spinach")


def test_a_password_is_not_replaced_a_quarter_of_an_hour_after_the_code(client: Client) -> None:
    user = person_with_password()
    come_in(client, user.email)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        client.post("/accounts/password/change/", {"password1": "kale-and-spinach"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_address_is_changed_with_a_code_to_the_new_one(client: Client) -> None:
    user = person_with_password()
    client.force_login(user)

    client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    before = User.objects.get().email
    client.post("/accounts/confirm-email/", {"code": mailed_code()})

    assert (before, User.objects.get().email) == ("ada@example.org", "new@example.org")
    assert [row.email for row in EmailAddress.objects.filter(user=user)] == ["new@example.org"]
