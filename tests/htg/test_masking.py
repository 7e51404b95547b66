import logging
import re
from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from htg.masking import SHOWN, KeysHidden, mask

SECRET = "aV3ry-Secr3t"
SAMPLES = {"event": "2026-12", "int": "4711", "slug": "seeds", "str": "word", "path": "4711"}


def routes(resolver: URLResolver, above: str = "") -> Iterator[str]:
    """All addresses of the site, as their patterns have them."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def names_in(route: str) -> set[str]:
    return {name or kind for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route)}


def path_of(route: str) -> str:
    """An address of this route, with a secret in place of everything that is not shown."""

    def sample(kind: str, name: str, pattern: str = "") -> str:
        if name not in SHOWN:
            return SECRET.replace("-", "") if pattern and "-" not in pattern and pattern != ".+" else SECRET
        if pattern:
            fitting = (value for value in SAMPLES.values() if re.fullmatch(pattern, value))
            return next(fitting, pattern.partition("|")[0])
        return SAMPLES[kind]

    path = re.sub(r"\(\?P<(\w+)>([^()]+)\)", lambda group: sample("", group[1], group[2]), route)
    path = re.sub(r"<(?:(\w+):)?(\w+)>", lambda taken: sample(taken[1] or "str", taken[2]), path)
    return "/" + re.sub(r"\\.|[\^$]|\(\?:?|\)\??|\|.*", "", path)


WITH_PARAMETERS = sorted(route for route in routes(get_resolver()) if names_in(route))


@pytest.mark.parametrize("route", WITH_PARAMETERS)
def test_no_address_shows_what_it_takes_unless_it_is_known_to_be_no_key(route: str) -> None:
    path = path_of(route)

    masked = mask(path)

    assert SECRET[:4] not in masked
    assert masked == path or not names_in(route) <= SHOWN


def test_every_route_that_takes_a_key_is_among_them() -> None:
    hidden = {name for route in WITH_PARAMETERS for name in names_in(route)} - SHOWN

    assert {"token", "object_id"} <= hidden


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/r/abc:def:ghi/done/", "/r/…/done/"),
        ("/r/abc:def:ghi", "/r/…"),  # without its last letter
        ("/r/unsubscribe/abc:def/", "/r/unsubscribe/…/"),
        ("/next-steps/feed/1.abc-def.ics", "/next-steps/feed/….ics"),
        ("/next-steps/feed/1.abc-def.ics/more", "/next-steps/…"),
        ("/accounts/password/reset/key/3-abc-def/", "/accounts/…"),
        ("/accounts/confirm-email/abc/", "/accounts/…"),
        ("/2026-12/topics/seeds/", "/2026-12/topics/seeds/"),
        ("/api/v1/next-steps/7/links/8/", "/api/v1/next-steps/7/links/8/"),
        ("/favicon.ico", "/favicon.ico"),
        ("/" + "k" * 43, "/…"),
        ("/r/abc/\nPOST / 200/", "/r/…"),
        ("/\nPOST / 200/", "/…"),
        ("/", "/"),
    ],
)
def test_addresses_are_shown_without_their_keys(path: str, shown: str) -> None:
    assert mask(path) == shown


def test_what_django_logs_of_a_request_shows_no_key_either() -> None:
    request = RequestFactory().post("/r/abc:def/done/")
    record = logging.makeLogRecord({"msg": "%s: %s", "args": ("Forbidden", request.path), "request": request})

    KeysHidden().filter(record)

    assert record.getMessage() == "Forbidden: /r/…/done/"


def test_every_handler_hides_keys() -> None:
    handlers = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]

    assert [[type(rule) for rule in handler.filters] for handler in handlers] == [[KeysHidden]]
