import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from pytest_django import Settings

from htg.checks import (
    check_changes_are_noticed,
    check_database_hands_out_mail,
    check_mail_reaches_people,
    check_posts_reach_channels,
)
from planning.outbox.chat import addresses
from tests.databases import using_database
from tests.factories import ChannelFactory


@pytest.mark.parametrize("backend", ["django.core.mail.backends.console.EmailBackend", "htg.console_mail.EmailBackend"])
def test_deployment_that_prints_its_mail_is_warned_about(backend: str, settings: Settings) -> None:
    settings.EMAIL_BACKEND = backend
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert [found.id for found in check_mail_reaches_people()] == ["htg.W001", "htg.W002"]


def test_deployment_that_mails_is_fine(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://garden.example.org"

    assert check_mail_reaches_people() == []


@pytest.mark.django_db
def test_check_asks_only_about_deployments(settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"

    call_command("check", "--fail-level", "WARNING")
    with pytest.raises(SystemCheckError, match=r"htg\.W002"):
        call_command("check", "--deploy", "--fail-level", "WARNING")


@pytest.mark.django_db
def test_channels_that_nothing_posts_to_are_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "INSTALLED", False)
    assert check_posts_reach_channels() == []

    ChannelFactory()
    assert [found.id for found in check_posts_reach_channels()] == ["htg.W003"]

    monkeypatch.setattr(addresses, "INSTALLED", True)
    assert check_posts_reach_channels() == []


@pytest.mark.django_db
def test_sqlite_that_is_too_old_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_database_hands_out_mail() == []

    monkeypatch.setattr(connection.features, "can_return_columns_from_insert", False)
    assert [found.id for found in check_database_hands_out_mail()] == ["htg.E001"]


@pytest.mark.django_db
def test_a_database_that_does_not_notice_changes_is_refused() -> None:
    assert check_changes_are_noticed() == []

    with connection.cursor() as cursor:
        table = " ON planning_topic" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER renew_stamp_update_planning_topic{table}")

    assert [found.id for found in check_changes_are_noticed()] == ["htg.E002"]


@pytest.mark.django_db
def test_a_database_that_was_never_migrated_is_not_asked_to() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE planning_stamp")

    assert check_changes_are_noticed() == []


@pytest.mark.django_db
def test_neither_is_one_that_does_not_answer() -> None:
    with using_database("sqlite:////nowhere/there-is-none.sqlite3"):
        assert check_changes_are_noticed() == []
