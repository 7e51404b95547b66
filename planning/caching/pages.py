"""`@kept_for_visitors`: a page is rendered once, and then shown to everyone who is not signed in."""

import gzip
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from planning.caching.lifetime import next_midnight, stays_until
from planning.caching.version import site_version
from planning.caching.visitors import is_among, is_unknown, page_key

PAGES = "pages"
"""The name of the cache in the settings."""
FIRST_PAGES = frozenset(str(number) for number in range(1, 21))
"""Of a long list. Few read on."""

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class KeptPage:
    """Compressed. There is no secret in it that its length could give away: everyone is shown the same."""

    version: str
    made_at: datetime
    body: bytes
    headers: dict[str, str]
    until: datetime | None = None
    """Looked up when the page is first shown again, which few pages ever are."""

    @classmethod
    def of(cls, response: HttpResponse, version: str, made_at: datetime) -> Self:
        etag = {"ETag": f'W/"{sha256(response.content).hexdigest()[:32]}"'}
        return cls(version, made_at, gzip.compress(response.content, 6, mtime=0), dict(response.items()) | etag)

    def keep(self, key: str) -> None:
        until = self.until or next_midnight(self.made_at)
        caches[PAGES].set(key, self, (until - self.made_at).total_seconds())

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Django's middleware compares the ETag, and answers that nothing has changed."""
        if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            response = HttpResponse(self.body, headers=self.headers | {"Content-Encoding": "gzip"})
        else:
            response = HttpResponse(gzip.decompress(self.body), headers=self.headers)
        patch_vary_headers(response, ("Accept-Encoding", "Cookie", "HX-Request"))
        return response


def kept_for_visitors(**choices: Collection[str]) -> Callable[[View], View]:
    """Keep it for each of these choices after the question mark, and without any.

    For a page that depends on nothing but the database, its address, the time, and who is signed in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            may_ask = is_unknown(request) and is_among(request, choices) and not settings.DEBUG
            version = site_version() if may_ask else None
            if version is None:
                return view(request, *args, **kwargs)
            key, now = page_key(request), timezone.now()
            page = kept_page(key, version)
            if page and page.until and now < page.until:
                return page.answer(request)
            response = view(request, *args, **kwargs)
            if not is_for_everyone(request, response):
                return response
            page = KeptPage.of(response, version, made_at=now)
            page.keep(key)
            return page.answer(request)

        return shown

    return decorate


def kept_page(key: str, version: str) -> KeptPage | None:
    """The page as it was made for this version, with the time until which it stays as it is."""
    page = caches[PAGES].get(key)
    if not isinstance(page, KeptPage) or page.version != version:
        return None
    if page.until is None:
        page = replace(page, until=stays_until(page.made_at))
        page.keep(key)
    return page


def is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is a whole page, and nothing in it or beside it is meant for this visitor alone."""
    if response.status_code != 200 or response.streaming or response.cookies or response.has_header("Cache-Control"):
        return False
    # What Django and django-csp note on a request once a page has asked for a token, a nonce, or left a message.
    has_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META or hasattr(request, "_csp_nonce")
    has_message = getattr(getattr(request, "_messages", None), "added_new", False)
    return not (has_token or has_message or getattr(request.session, "modified", False))
