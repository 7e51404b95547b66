import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from planning.outbox.delivery import deliver
from planning.outbox.models import ABOUT_SIGNING_IN, Message
from tests.clock import HACKING
from tests.factories import ChannelFactory, MessageFactory, UserFactory
from tests.pages import queries_of, words, writes_of

pytestmark = pytest.mark.django_db

PATHS = ["/mails/", "/mails/{}/", "/mails/{}/html/"]
SHOWN_HERE = "htg.console_mail.EmailBackend"


@pytest.fixture
def mail() -> Message:
    message: Message = MessageFactory(
        to="ada@example.org", subject="Your <seat>", text="See http://testserver/me/ now.", html="<b onclick=x>Seat</b>"
    )
    return message


def test_mails_are_listed_the_latest_first(client: Client, mail: Message) -> None:
    MessageFactory(subject="The latest", written_at=HACKING + timedelta(days=1))
    MessageFactory(subject="A post", channel=ChannelFactory())

    page = words(client.get("/mails/"))

    assert "to ada@example.org" in page
    assert page.index("The latest") < page.index("Your")
    assert "A post" not in page


def test_a_mail_is_shown_with_its_links(client: Client, mail: Message) -> None:
    page = client.get(f"/mails/{mail.pk}/").content.decode()

    assert "Your &lt;seat&gt;" in page
    assert '<a href="http://testserver/me/"' in page
    assert f'href="/mails/{mail.pk}/html/"' in page


def test_html_of_a_mail_can_do_nothing(client: Client, mail: Message) -> None:
    response = client.get(f"/mails/{mail.pk}/html/")

    assert response.content.decode() == mail.html
    policy = dict((part.strip() + " ").split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert (policy["sandbox"].strip(), policy["default-src"].strip()) == ("", "'none'")
    assert "script-src" not in policy


def test_a_mail_without_html_has_no_such_page(client: Client) -> None:
    assert client.get(f"/mails/{MessageFactory().pk}/html/").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_mails_of_a_site_for_others_are_shown_to_nobody(
    admin_client: Client, settings: Settings, mail: Message, path: str
) -> None:
    settings.LOCAL = False

    assert admin_client.get(path.format(mail.pk)).status_code == 404


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "brought", [{"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": ""}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}]
)
def test_mails_are_shown_in_a_browser_of_this_machine_alone(
    client: Client, mail: Message, path: str, brought: dict[str, Any]
) -> None:
    assert client.get(path.format(mail.pk), **brought).status_code == 404
    assert client.get(path.format(mail.pk)).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_looking_writes_nothing_and_is_kept_nowhere(client: Client, mail: Message, path: str) -> None:
    assert writes_of(client, path.format(mail.pk)) == []
    assert "no-store" in client.get(path.format(mail.pk))["Cache-Control"]
    assert client.post(path.format(mail.pk)).status_code == 405


def test_the_list_has_pages_and_costs_the_same_for_3_and_for_300(client: Client) -> None:
    MessageFactory.create_batch(3)
    few = queries_of(client, "/mails/")
    Message.objects.bulk_create(MessageFactory.build_batch(297))

    assert len(queries_of(client, "/mails/")) == len(few)
    assert client.get("/mails/").content.decode().count('<a href="/mails/') == 50
    assert client.get("/mails/?page=6").content.decode().count('<a href="/mails/') == 50


def test_a_code_is_found_from_the_page_that_asks_for_it(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = SHOWN_HERE
    UserFactory(email="ada@example.org")

    asks = client.post(reverse("account_request_login_code"), {"email": "ada@example.org"}, follow=True)
    deliver(clock=lambda: Message.objects.get().due_at)
    listed = client.get("/mails/").content.decode()

    assert 'href="/mails/"' in asks.content.decode()
    (address,) = re.findall(r'<a href="(/mails/\d+/)"', listed)
    assert re.search(r"\b\d{4}-?\d{4}\b", words(client.get(address)))


def test_codes_are_kept_on_a_machine_of_ones_own_alone(settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.LOCAL = SHOWN_HERE, False
    MessageFactory(key=f"{ABOUT_SIGNING_IN}1")

    deliver(clock=lambda: HACKING)

    assert (Message.objects.get().state, Message.objects.get().text) == (Message.State.SENT, "")
