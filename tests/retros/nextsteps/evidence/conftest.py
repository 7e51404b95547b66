from collections.abc import Iterator

import pytest
from pytest_django import Settings

from retros.nextsteps.evidence.models import StepLink
from tests.factories import StepLinkFactory
from tests.retros.nextsteps.evidence.github_server import GitHubServer, serving_github


@pytest.fixture
def github(settings: Settings) -> Iterator[GitHubServer]:
    """A real one, for anyone who has the token."""
    with serving_github() as server:
        settings.GITHUB_API_URL, settings.GITHUB_TOKEN = server.url, "a token"
        yield server


@pytest.fixture
def link() -> StepLink:
    link: StepLink = StepLinkFactory(url="https://github.com/Gardener/gardener/pull/12")
    return link
