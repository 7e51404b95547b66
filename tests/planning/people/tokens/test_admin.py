import pytest
from django.test import Client

from planning.people.tokens.models import ApiToken
from tests import clock
from tests.admin_pages import address, export
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_digest_of_a_token_is_shown_nowhere(admin_client: Client) -> None:
    ApiToken.issue(UserFactory(), "A script", now=clock.BRAINSTORM)
    token = ApiToken.objects.get()
    pages = [address(ApiToken, "changelist"), address(ApiToken, "change", token.pk)]

    shown = [admin_client.get(page).content.decode() for page in pages] + [export(admin_client, ApiToken)]

    assert [token.digest in text for text in shown] == [False, False, False]


def test_the_scope_of_a_token_is_shown_and_its_last_use(admin_client: Client) -> None:
    ApiToken.issue(UserFactory(), "A script", scope="write", now=clock.BRAINSTORM)

    listed = admin_client.get(address(ApiToken, "changelist")).content.decode()

    assert "read and write" in listed
    assert "last used at" in listed.lower()
    assert export(admin_client, ApiToken).splitlines()[0] == "user__email,name,scope,created_at,last_used_at,expires_at"


def test_the_digest_of_a_token_cannot_be_guessed_by_filtering(admin_client: Client) -> None:
    response = admin_client.get(address(ApiToken, "changelist"), {"digest__startswith": "a"})

    assert response.status_code == 400
