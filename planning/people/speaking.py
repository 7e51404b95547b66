"""Speaking to someone: in their language, and in their time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone, translation


class HasLocale(Protocol):
    """An account, or what is known of one."""

    @property
    def language(self) -> str: ...

    @property
    def zone(self) -> ZoneInfo: ...


@contextmanager
def speaking_to(user: HasLocale) -> Iterator[None]:
    with translation.override(user.language), timezone.override(user.zone):
        yield


@contextmanager
def speaking_to_browser(request: HttpRequest) -> Iterator[None]:
    """For visitors we do not know: their link is broken, or they have been signed out."""
    with translation.override(translation.get_language_from_request(request)):
        yield
