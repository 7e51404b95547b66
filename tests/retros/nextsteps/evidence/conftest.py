from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.retros.nextsteps.evidence.github_server import GitHubServer, serving_github


@pytest.fixture
def github(settings: Settings) -> Iterator[GitHubServer]:
    """A real one, for anyone who has the token."""
    with serving_github() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, "a token"
        yield server
