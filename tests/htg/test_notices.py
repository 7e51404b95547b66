from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def make_feed(client: Client) -> SimpleCookie:
    client.force_login(UserFactory())
    return client.post(reverse("next-steps-own-feed")).cookies


def test_what_a_page_says_once_is_in_a_cookie_bound_to_the_host_where_there_is_tls(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client()

    kept = make_feed(client)["__Host-messages"]
    page = client.get(reverse("next-steps-own-feed"), secure=True)

    assert (kept["secure"], kept["path"], kept["domain"], kept["httponly"]) == (True, "/", "", True)
    assert "This is your link." in page.content.decode()
    assert (page.cookies["__Host-messages"].value, page.cookies["__Host-messages"]["secure"]) == ("", True)


def test_without_tls_it_has_a_plain_name(client: Client) -> None:
    assert "messages" in make_feed(client)
