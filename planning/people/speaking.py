"""Speaking to somebody: in their language, and with the time of where they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone, translation


class Listener(Protocol):
    """An account, or what is known of one."""

    @property
    def language(self) -> str: ...

    @property
    def zone(self) -> ZoneInfo: ...


@contextmanager
def speaking_to(user: Listener) -> Iterator[None]:
    with translation.override(user.language), timezone.override(user.zone):
        yield


@contextmanager
def speaking_to_browser(request: HttpRequest) -> Iterator[None]:
    """For whoever does not say who they are: their link is broken, or they are signed out by now."""
    with translation.override(translation.get_language_from_request(request)):
        yield
