"""What a page says once, such as “Your ballot is in.”: in a cookie bound to this host, like the others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class BoundCookieStorage(CookieStorage):
    @property
    def cookie_name(self) -> str:  # type: ignore[override]  # Django's has one name for all sites
        return "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class BoundStorage(FallbackStorage):
    storage_classes = (BoundCookieStorage, SessionStorage)
