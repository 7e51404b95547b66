import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from planning.events.phases import Phase
from planning.people import unsent
from planning.people.models import User
from planning.topics.models import Topic
from tests.factories import AttendeeFactory, EventFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

TYPED = {"title": "Grow seeds", "track": "main"}
FILTERED = "/next-steps/triage/?q=seeds%26more&view=overdue"


def way_back(address: str) -> str:
    """Where signing in at this address goes."""
    asked = urlsplit(address)
    assert asked.path == "/accounts/login/"
    return parse_qs(asked.query)["next"][0]


def offers(page: str) -> list[str]:
    """Where the sign-in links go back to."""
    return [way_back(link) for link in re.findall(r'href="(/accounts/login/\?[^"]+)"', page)]


def signed_in(client: Client, on_the_way_to: str) -> str:
    """Where someone ends up who signs in on their way there."""
    ada = User.objects.create_user("ada@example.org", "beetroot-and-chard")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    typed = {"login": "ada@example.org", "password": "beetroot-and-chard", "next": on_the_way_to}
    return client.post("/accounts/login/", typed)["Location"]


def test_signing_in_leads_back_to_the_list_as_it_was_filtered(client: Client) -> None:
    asked = client.get(FILTERED)

    assert signed_in(client, way_back(asked["Location"])) == FILTERED


def test_a_part_of_a_page_that_asks_for_itself_leads_back_with_its_query_too(client: Client) -> None:
    asked = client.get(FILTERED, headers={"HX-Request": "true"})

    assert way_back(asked["HX-Redirect"]) == FILTERED


def test_what_was_typed_below_a_filtered_list_is_found_again_there(client: Client) -> None:
    asked = client.post(FILTERED, {"action": "drop", "note": "Nobody needs it."})

    client.force_login(AttendeeFactory().user)

    back = client.get(way_back(asked["Location"]))
    assert back.wsgi_request.get_full_path() == FILTERED
    assert "Nobody needs it." in back.content.decode()


@pytest.mark.parametrize("address", ["/next-steps/?q=a%26b&view=mine", "/no/such/page/?q=a%26b"])
def test_a_page_that_offers_to_sign_in_leads_back_to_itself(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert offers(page) == [address]


def test_signing_in_leads_to_no_other_site(client: Client) -> None:
    page = client.get("/", PATH_INFO="//evil.example/").content.decode()

    (offered,) = offers(page)
    assert signed_in(client, offered) == "/me/"


def test_what_was_typed_comes_back_on_its_own_page_alone(client: Client) -> None:
    here, elsewhere = EventFactory(phase=Phase.BRAINSTORM), EventFactory(phase=Phase.BRAINSTORM)
    user = AttendeeFactory(event=here).user
    AttendeeFactory(event=elsewhere, user=user)
    client.post(f"/{here.slug}/topics/new/", TYPED)

    client.force_login(user)

    assert "Grow seeds" in client.get(f"/{here.slug}/topics/new/").content.decode()
    assert "Grow seeds" not in client.get(f"/{elsewhere.slug}/topics/new/").content.decode()


def test_what_was_typed_is_still_there_when_the_page_is_loaded_again(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.post(f"/{event.slug}/topics/new/", TYPED)
    client.force_login(AttendeeFactory(event=event).user)

    client.get(f"/{event.slug}/topics/new/")

    assert "Grow seeds" in client.get(f"/{event.slug}/topics/new/").content.decode()


def test_the_sign_in_page_says_that_it_is_kept(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    response = client.post(f"/{event.slug}/topics/new/", TYPED, follow=True)

    assert "Sign in again: what you entered is kept." in words(response)


def test_more_than_any_form_takes_is_not_kept(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.post(f"/{event.slug}/topics/new/", {**TYPED, "problem": "x" * unsent.LARGEST})

    client.force_login(AttendeeFactory(event=event).user)

    assert "Grow seeds" not in client.get(f"/{event.slug}/topics/new/").content.decode()
    assert not Topic.objects.exists()


def test_what_was_typed_is_kept_from_a_form_with_a_file_too() -> None:
    client = Client(enforce_csrf_checks=True)  # as in a browser, the form is read before the view
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.get("/accounts/login/")

    client.post(f"/{event.slug}/topics/new/", TYPED | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})

    client.force_login(AttendeeFactory(event=event).user)
    assert "Grow seeds" in client.get(f"/{event.slug}/topics/new/").content.decode()


@pytest.mark.parametrize(("who", "shown"), [("the same", True), ("another", False)])
def test_what_was_typed_after_a_session_ended_is_shown_to_its_author_alone(
    client: Client, who: str, *, shown: bool
) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    author, another = (AttendeeFactory(event=event).user for _ in range(2))
    client.force_login(author)
    client.get(f"/{event.slug}/topics/new/")
    client.session.delete()
    client.post(f"/{event.slug}/topics/new/", TYPED)

    client.force_login(author if who == "the same" else another)

    assert ("Grow seeds" in client.get(f"/{event.slug}/topics/new/").content.decode()) == shown


def test_what_was_typed_after_signing_out_is_kept_for_nobody(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    author = AttendeeFactory(event=event).user
    client.force_login(author)
    client.post("/accounts/logout/")

    response = client.post(f"/{event.slug}/topics/new/", TYPED, follow=True)

    client.force_login(author)
    assert "is kept" not in words(response)
    assert "Grow seeds" not in client.get(f"/{event.slug}/topics/new/").content.decode()
