"""Speaking to somebody: in their language, and with the time of where they are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import timezone, translation

from planning.people.models import User


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    with translation.override(user.language), timezone.override(user.zone):
        yield


@contextmanager
def speaking_to_browser(request: HttpRequest) -> Iterator[None]:
    """For whoever does not say who they are: their link is broken, or they are signed out by now."""
    with translation.override(translation.get_language_from_request(request)):
        yield
