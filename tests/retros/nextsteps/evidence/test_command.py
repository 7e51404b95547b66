import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from retros.nextsteps.evidence import tasks
from retros.nextsteps.evidence.models import PollingPause, StepLink, WebhookDelivery
from tests.factories import NextStepFactory, StepLinkFactory
from tests.retros.nextsteps.evidence.github_server import GitHubServer, merged

pytestmark = pytest.mark.django_db

KEY = "gardener/gardener#12"
PULL = "https://github.com/gardener/gardener/pull/12"


def answer(*arguments: str) -> Any:
    out = StringIO()
    call_command("check_evidence", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_check_evidence_reads_links_and_asks_what_became_of_them(github: GitHubServer) -> None:
    NextStepFactory(text=f"Merge {PULL}.")
    github.add(KEY, merged(KEY))

    report = answer()

    assert report == {"read": 1, "asked": 1, "changed": 1, "unchanged": 0, "gone": 0, "failed": 0, "paused": []}
    assert StepLink.objects.get().is_proposing


def test_check_evidence_only_tells_in_a_dry_run(github: GitHubServer) -> None:
    link = StepLinkFactory(url=PULL)
    NextStepFactory(text=f"Merge {PULL}.")

    report = answer("--dry-run")

    assert report["asks"] == [{"link": KEY, "step": link.step_id, "state": "unknown", "checked_at": None}]
    assert (github.asked, StepLink.objects.count()) == ([], 1)


@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_check_evidence_says_that_it_has_no_token(settings: Settings, arguments: list[str]) -> None:
    settings.GITHUB_TOKEN = ""

    assert answer(*arguments)["hindered_by"] == "GITHUB_TOKEN is not set, so GitHub is not asked."


def test_check_evidence_says_until_when_it_waits(github: GitHubServer) -> None:
    StepLinkFactory(url=PULL)
    github.refuse = (403, {"Retry-After": "600"}, "secondary rate limit")

    (pause,) = answer()["paused"]

    assert pause["reason"] == "GitHub asked us to wait (403)."
    assert pause["until"] == PollingPause.objects.get().until.isoformat()


def test_tasks_do_the_same_by_the_clock(github: GitHubServer) -> None:
    NextStepFactory(text=f"Merge {PULL}.")
    github.add(KEY, merged(KEY))
    WebhookDelivery.objects.create(guid="old", event="ping", received_at=timezone.now() - timedelta(days=31))

    for task in (tasks.read_unread, tasks.poll, tasks.forget_deliveries):
        task()

    assert StepLink.objects.get().is_proposing
    assert not WebhookDelivery.objects.exists()
