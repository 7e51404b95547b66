from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.mail_server import MailServer, serving_mail


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Throttles count in the cache: no test pays for another one's requests."""
    cache.clear()


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A real one. Mail goes there instead of to `mail.outbox`."""
    with serving_mail() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
