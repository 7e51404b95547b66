"""Who may try how often, at the doors themselves."""

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from htg.cache import SteadyClient
from planning.outbox.models import Message
from planning.people.sign_in.models import Attempts
from tests.factories import UserFactory
from tests.mail_server import free_port
from tests.pages import words
from tests.signing_in import (
    PASSWORD,
    ask_for_code,
    come_in,
    is_signed_in,
    person_with_password,
    try_password,
    type_code,
)

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"


def from_(number: int) -> Client:
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def refused(response: object) -> bool:
    return b"Too many" in getattr(response, "content", b"")


def test_wrong_passwords_are_counted_whatever_the_host_header_says() -> None:
    person_with_password()

    tries = [try_password(Client(HTTP_HOST=f"localhost:{1000 + n}"), ADA, f"wrong{n}") for n in range(40)]

    assert sum(map(refused, tries)) == 35
    assert refused(try_password(Client(HTTP_HOST="localhost:2000"), ADA, PASSWORD))


def test_wrong_codes_are_counted_over_the_codes_asked_for() -> None:
    """Three guesses a code, and a new session for each code."""
    wrong = 0
    for number in range(4):
        client = from_(1)
        ask_for_code(client, ADA) if number < 3 else None
        wrong += sum("Incorrect code" in words(type_code(client, "1")) for _ in range(3))

    counted = Attempts.objects.filter(what="wrong codes for one account from one visitor")
    assert wrong == 6  # the third of each leads back to the door
    assert [row.times for row in counted] == [9, 9]


def test_a_stranger_keeps_nobody_from_signing_in() -> None:
    person_with_password()
    for number in range(6):
        ask_for_code(from_(6), ADA)
        try_password(from_(6), ADA, f"wrong{number}")
    assert refused(ask_for_code(from_(6), ADA))
    assert refused(try_password(from_(6), ADA, PASSWORD))

    by_code, by_password = from_(7), from_(7)
    come_in(by_code, ADA)
    try_password(by_password, ADA, PASSWORD)

    assert [is_signed_in(by_code), is_signed_in(by_password)] == [True, True]


def test_one_account_gets_few_codes_wherever_they_are_asked_from() -> None:
    user = UserFactory()

    for number in range(20):
        ask_for_code(from_(number), user.email)

    assert Message.objects.count() == 12


def test_a_known_device_gets_a_code_when_strangers_have_used_them_up() -> None:
    known = from_(1)
    come_in(known, ADA)
    known.post("/accounts/logout/")
    for number in range(20):
        ask_for_code(from_(100 + number), ADA)
    assert refused(ask_for_code(from_(1), ADA))

    come_in(known, ADA)

    assert is_signed_in(known)


def test_a_device_is_known_to_the_accounts_that_signed_in_on_it_alone() -> None:
    strange = from_(1)
    come_in(strange, "eve@example.org")
    strange.post("/accounts/logout/")
    for number in range(20):
        ask_for_code(from_(100 + number), ADA)

    assert refused(ask_for_code(strange, ADA))


def test_the_cookie_of_a_device_is_bound_to_the_host_where_there_is_tls(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client()

    cookie = come_in(client, ADA).cookies["__Host-device"]

    assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["httponly"]) == (True, "/", "", True)


def test_a_made_up_device_is_not_known() -> None:
    client = from_(1)
    client.cookies["device"] = "eyJpZCI6IngifQ:1:x"

    assert come_in(client, ADA)["Location"] == "/me/"


def test_a_whole_hut_signs_in_within_a_minute_from_one_address() -> None:
    hut = [(Client(), person.email) for person in UserFactory.create_batch(15)]
    hut += [(Client(), f"newcomer{number}@example.org") for number in range(15)]

    for client, email in hut:
        client.get("/accounts/login/")
        come_in(client, email)

    assert [is_signed_in(client) for client, _ in hut] == [True] * 30


def test_a_whole_hut_signs_in_with_passwords_from_one_address() -> None:
    hut = [(Client(), person_with_password(f"person{number}@example.org")) for number in range(30)]

    for client, person in hut:
        try_password(client, person.email, "mistyped")
        try_password(client, person.email, PASSWORD)

    assert [is_signed_in(client) for client, _ in hut] == [True] * 30


def test_limits_hold_while_the_cache_is_down(settings: Settings) -> None:
    person_with_password()
    SteadyClient.meanwhile.clear()
    address = f"redis://127.0.0.1:{free_port()}"
    settings.CACHES = {"default": {"BACKEND": "htg.cache.SteadyCache", "LOCATION": address}}
    caches.close_all()

    passwords = [try_password(Client(), ADA, f"wrong{number}") for number in range(12)]
    codes = [ask_for_code(Client(), ADA) for _ in range(10)]

    assert sum(map(refused, passwords)) == 7
    assert refused(try_password(Client(), ADA, PASSWORD))
    assert sum(map(refused, codes)) == 7
    assert Message.objects.count() == 3


def test_the_old_password_is_guessed_no_more_often_than_at_the_door(client: Client) -> None:
    client.force_login(person_with_password())
    form = {"oldpassword": "guess", "password1": "kale-and-spinach"}

    pages = [client.post("/accounts/password/change/", form) for _ in range(5)]

    assert not any(map(refused, pages))
    assert refused(try_password(Client(), ADA, PASSWORD))
