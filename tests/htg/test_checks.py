import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from htg.checks import check_mail_reaches_people


def test_deployment_that_prints_its_mail_is_warned_about(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert [found.id for found in check_mail_reaches_people()] == ["htg.W001", "htg.W002"]


def test_deployment_that_mails_is_fine(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://garden.example.org"

    assert check_mail_reaches_people() == []


def test_check_asks_only_about_deployments(settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"

    call_command("check", "--fail-level", "WARNING")
    with pytest.raises(SystemCheckError, match=r"htg\.W002"):
        call_command("check", "--deploy", "--fail-level", "WARNING")
