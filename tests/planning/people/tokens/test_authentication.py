from datetime import timedelta

import pytest
from django.utils import timezone

from planning.people.tokens.models import ApiToken
from tests.api import refusal, visitor
from tests.factories import UserFactory
from tests.planning.people.tokens.keys import key_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["Bearer unknown", "Bearer", "Bearer \xe9"])
def test_unknown_token_is_a_401_even_where_anyone_may_read(header: str) -> None:
    client = visitor()
    client.credentials(HTTP_AUTHORIZATION=header)

    response = client.get("/api/v1/events/")

    assert refusal(response) == (401, "This token is unknown or has expired. Make a new one on your page.")
    assert response["WWW-Authenticate"] == "Bearer"


def test_expired_token_is_a_401() -> None:
    user = UserFactory()
    client = visitor()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(user)}")
    long_ago = timezone.now() - timedelta(days=400)
    user.api_tokens.update(created_at=long_ago, expires_at=long_ago + ApiToken.LIFETIME)

    assert refusal(client.get("/api/v1/events/"))[0] == 401
