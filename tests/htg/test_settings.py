"""The one settings file, read again under different environments."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TELL = """
import json, htg.settings
print(json.dumps({name: getattr(htg.settings, name) for name in dir(htg.settings) if name.isupper()}, default=str))
"""
PRODUCTION = {"LOCAL": "0", "DEBUG": "0", "SECRET_KEY": "a secret", "ALLOWED_HOSTS": "garden.example.org"}
LAPTOP = {
    "LOCAL": "1",
    "DEBUG": "0",
    "SECRET_KEY": "a secret",
    "DATABASE_URL": "sqlite:///var/laptop.sqlite3",
    "REDIS_URL": "",
}


def read(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603  # our own settings
        [sys.executable, "-c", TELL], cwd=ROOT, env=bare | env, capture_output=True, text=True, check=False
    )


def settings_under(env: dict[str, str]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(read(env).stdout)
    return loaded


@pytest.mark.parametrize(
    ("env", "words"),
    [
        (PRODUCTION | {"SECRET_KEY": ""}, "SECRET_KEY is not set."),
        (PRODUCTION | {"DEBUG": "1"}, "DEBUG shows secrets to visitors."),
    ],
)
def test_unsafe_settings_are_refused(env: dict[str, str], words: str) -> None:
    done = read(env)

    assert done.returncode != 0
    assert words in done.stderr


def test_production_is_strict() -> None:
    settings = settings_under(PRODUCTION)

    assert settings["ALLOWED_HOSTS"] == ["garden.example.org"]
    strict = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY")
    assert [settings[name] for name in strict] == [True] * 4
    assert settings["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"


@pytest.mark.parametrize("cookie", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"])
def test_cookies_of_production_are_bound_to_its_host(cookie: str) -> None:
    """A browser takes such a cookie from this host alone, over TLS, for the whole site."""
    assert settings_under(PRODUCTION)[cookie].startswith("__Host-")
    assert not settings_under(LAPTOP).get(cookie, "").startswith("__Host-")


@pytest.mark.parametrize(("env", "proxies"), [(PRODUCTION, 1), (PRODUCTION | {"NUM_PROXIES": "2"}, 2), (LAPTOP, 0)])
def test_pages_and_api_trust_the_same_proxies(env: dict[str, str], proxies: int) -> None:
    settings = settings_under(env)

    assert [settings["ALLAUTH_TRUSTED_PROXY_COUNT"], settings["REST_FRAMEWORK"]["NUM_PROXIES"]] == [proxies] * 2


def test_production_knows_no_host_until_it_is_told() -> None:
    assert settings_under(PRODUCTION | {"ALLOWED_HOSTS": ""})["ALLOWED_HOSTS"] == []


def test_laptop_is_reached_from_itself_alone_and_needs_no_server() -> None:
    settings = settings_under(LAPTOP)

    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert settings["CELERY_BROKER_URL"].startswith("memory://")
    assert settings["EMAIL_BACKEND"] == "htg.console_mail.EmailBackend"
    assert settings["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def test_sqlite_writes_ahead_and_waits_for_its_turn() -> None:
    database = settings_under(LAPTOP)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert database["OPTIONS"]["timeout"] >= 10


def test_servers_are_taken_from_their_urls() -> None:
    settings = settings_under(
        PRODUCTION
        | {
            "DATABASE_URL": "postgres://garden:word@db.example.org:5433/garden",
            "REDIS_URL": "redis://cache.example.org:6379/2",
            "EMAIL_URL": "smtp+tls://garden:word@mail.example.org:587",
        }
    )

    database = settings["DATABASES"]["default"]
    assert (database["ENGINE"], database["HOST"]) == ("django.db.backends.postgresql", "db.example.org")
    assert (
        settings["CELERY_BROKER_URL"] == settings["CACHES"]["default"]["LOCATION"] == "redis://cache.example.org:6379/2"
    )
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == (
        "mail.example.org",
        587,
        True,
    )
