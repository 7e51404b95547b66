import pytest
from django.test import Client

from planning.people.tokens.models import ApiToken, digest
from tests.factories import EventFactory, UserFactory
from tests.pages import words, writes_of

pytestmark = pytest.mark.django_db


def test_token_new_shows_the_key_once(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)

    response = client.post("/me/tokens/new/", {"name": "My laptop"})

    token = ApiToken.objects.get(user=user)
    [key] = [value for value in response.content.decode().split('"') if digest(value) == token.digest]
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert key not in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("typed", "scope", "shown"),
    [({}, "read", "It can read, and change nothing"), ({"scope": "write"}, "write", "It can read and write")],
)
def test_token_new_may_only_read_unless_asked_to_write(
    client: Client, typed: dict[str, str], scope: str, shown: str
) -> None:
    user = UserFactory()
    client.force_login(user)

    response = client.post("/me/tokens/new/", {"name": "My laptop", **typed})

    assert user.api_tokens.get().scope == scope
    assert shown in words(response)


def test_token_new_of_another_scope_is_none(client: Client) -> None:
    client.force_login(UserFactory())

    response = client.post("/me/tokens/new/", {"name": "My laptop", "scope": "admin"}, follow=True)

    assert "and what it can do" in words(response)
    assert not ApiToken.objects.exists()


def test_token_new_without_a_purpose_makes_none(client: Client) -> None:
    client.force_login(UserFactory())

    response = client.post("/me/tokens/new/", {"name": ""}, follow=True)

    assert "Say what the token is for" in words(response)
    assert not ApiToken.objects.exists()


def test_token_delete_takes_ones_own_only(client: Client) -> None:
    mine, theirs = UserFactory(), UserFactory()
    for user in (mine, theirs):
        ApiToken.issue(user, "Laptop", now=EventFactory().starts_at)
    client.force_login(mine)

    first = client.post(f"/me/tokens/{mine.api_tokens.get().pk}/delete/")
    second = client.post(f"/me/tokens/{theirs.api_tokens.get().pk}/delete/")

    assert (first.status_code, second.status_code) == (302, 404)
    assert ApiToken.objects.get().user == theirs


def test_token_pages_write_nothing_when_looked_at(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    ApiToken.issue(user, "Laptop", now=EventFactory().starts_at)

    for path in ("/me/tokens/new/", f"/me/tokens/{user.api_tokens.get().pk}/delete/"):
        assert writes_of(client, path) == []
