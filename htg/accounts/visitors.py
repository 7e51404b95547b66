"""Who is trying to sign in: the address they come from, and whether the account knows the device."""

import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from planning.people.sign_in.limits import Visitor

SALT = "known-device"
A_YEAR = 365 * 24 * 60 * 60
MOST = 5
"""Accounts that one device is known to."""


def visitor_of(request: HttpRequest, account: str) -> Visitor:
    """Never by the Host header: anyone can write what they like there."""
    known = read_cookie(request)
    is_known = account_mark(account) in known["accounts"]
    return Visitor(get_adapter().get_client_ip(request), device=known["id"] if is_known else "")


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """The account has signed in here: strangers who use up its tries cannot keep it out here."""
    known = read_cookie(request)
    others = [mark for mark in known["accounts"] if mark != account_mark(account)]
    cookie = signing.dumps({"id": known["id"], "accounts": [*others, account_mark(account)][-MOST:]}, salt=SALT)
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(device_cookie(), cookie, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")


def read_cookie(request: HttpRequest) -> dict[str, Any]:
    try:
        known: dict[str, Any] = signing.loads(request.COOKIES.get(device_cookie(), ""), salt=SALT, max_age=A_YEAR)
    except signing.BadSignature:
        return {"id": secrets.token_urlsafe(16), "accounts": []}
    return known


def device_cookie() -> str:
    """Bound to this host wherever there is TLS, like the other cookies."""
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"


def account_mark(account: str) -> str:
    """Distinguishes the accounts of a device without naming them to anyone who finds it."""
    return salted_hmac(SALT, account.lower(), algorithm="sha256").hexdigest()[:24]
