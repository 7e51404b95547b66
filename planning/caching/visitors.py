"""Who is shown a kept page: someone about whom nothing is known, and who asks for one of a few addresses."""

from collections.abc import Collection, Mapping
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from planning.caching.release import release

Choices = Mapping[str, Collection[str]]
"""What may follow the question mark: the names, each with the values that are kept. Others are rendered every time."""

HEADERS = ("Authorization", "HX-Request")


def is_unknown(request: HttpRequest) -> bool:
    """The cookie of CSRF makes no difference to a page without a form."""
    if request.method not in {"GET", "HEAD"} or any(name in request.headers for name in HEADERS):
        return False
    has_message = any(name.endswith("messages") for name in request.COOKIES)  # `__Host-messages` with TLS
    return not has_message and settings.SESSION_COOKIE_NAME not in request.COOKIES


def is_among(request: HttpRequest, choices: Choices) -> bool:
    """They are few, so that no one fills the cache by asking for ever more."""
    return all(len(values) == 1 and values[0] in choices.get(name, ()) for name, values in request.GET.lists())


def page_key(request: HttpRequest) -> str:
    """As it was asked, even in another order, and by whatever name of the site: a page may link to itself."""
    asked = sha256(request.build_absolute_uri().encode()).hexdigest()
    return f"page.{release()}.{get_language()}.{asked}"
