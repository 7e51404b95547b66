from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from retros.nextsteps.evidence import asking
from retros.nextsteps.evidence.models import PollingPause, StepLink
from retros.nextsteps.evidence.polling import MOST_FAILURES, poll
from tests.factories import NextStepFactory, StepLinkFactory
from tests.retros.nextsteps.evidence.github_server import GitHubServer, issue, merged
from tests.retros.nextsteps.evidence.polled import HOUR, KEY, NOW, counted

pytestmark = pytest.mark.django_db

State = StepLink.State
USED_UP = {"X-RateLimit-Remaining": "0"}


def test_the_last_request_of_the_hour_is_the_last_until_the_limit_is_reset(github: GitHubServer) -> None:
    for number in (1, 2, 3):
        key = f"g/r#{number}"
        StepLinkFactory(url=f"https://github.com/g/r/pull/{number}")
        github.add(key, merged(key))
    reset = NOW + timedelta(minutes=40)
    github.remaining, github.reset = 2, int(reset.timestamp())

    assert poll(now=NOW) == counted(asked=2, changed=2)
    assert poll(now=reset - timedelta(seconds=1)) == counted()

    assert PollingPause.objects.get().until == reset
    github.remaining = 5000
    assert poll(now=reset) == counted(asked=1, changed=1)


@pytest.mark.parametrize(
    ("refuse", "waits"),
    [
        ((403, {"Retry-After": "120"}, "You have exceeded a secondary rate limit"), timedelta(seconds=120)),
        ((429, {"Retry-After": "Mon, 01 Feb 2027 12:05:00 GMT"}, "Slow down"), timedelta(minutes=5)),
        ((403, {}, "You have exceeded a secondary rate limit."), timedelta(minutes=1)),
        ((429, {}, "Too many"), timedelta(minutes=1)),
        ((403, USED_UP | {"X-RateLimit-Reset": "1801485000"}, "API rate limit exceeded"), timedelta(minutes=30)),
        ((403, USED_UP | {"X-RateLimit-Reset": "weeds"}, "API rate limit exceeded"), timedelta(minutes=1)),
        ((503, {"Retry-After": "30"}, "Unicorn"), timedelta(seconds=30)),
        ((429, {"Retry-After": "99999999999999"}, "For ever"), timedelta(days=1)),
        ((429, {"Retry-After": "0"}, "Now"), timedelta(seconds=1)),
        ((401, {}, "Bad credentials"), HOUR),
    ],
)
def test_github_is_left_alone_for_as_long_as_it_asks(
    github: GitHubServer, link: StepLink, refuse: tuple[int, dict[str, str], str], waits: timedelta
) -> None:
    github.add(KEY, merged(KEY))
    github.refuse = refuse
    assert poll(now=NOW) == counted(asked=1, failed=1)
    github.refuse = None

    assert poll(now=NOW + waits - timedelta(seconds=1)) == counted()
    assert PollingPause.objects.get().until == NOW + waits
    assert poll(now=NOW + waits) == counted(asked=1, changed=1)


@pytest.mark.parametrize("status", [404, 410, 451])
def test_what_github_does_not_show_is_not_known_and_says_why(github: GitHubServer, link: StepLink, status: int) -> None:
    StepLink.objects.update(state=State.CLOSED, title="Move the seeds")
    github.refuse = (status, {}, "Not Found")

    assert poll(now=NOW) == counted(asked=1, gone=1)

    link.refresh_from_db()
    assert (link.state, link.title, link.is_proposing) == (State.UNKNOWN, "Move the seeds", False)
    assert link.problem == "GitHub shows nothing there: it was deleted, or isn't public."
    assert not PollingPause.objects.exists()


def test_a_refusal_of_one_page_holds_up_no_other(github: GitHubServer, link: StepLink) -> None:
    github.refuse = (403, {"X-RateLimit-Remaining": "4000"}, "Resource protected by organization SAML enforcement")

    assert poll(now=NOW) == counted(asked=1, gone=1)

    assert not PollingPause.objects.exists()


def test_what_is_found_again_loses_its_problem(github: GitHubServer, link: StepLink) -> None:
    poll(now=NOW)
    github.add(KEY, issue(KEY))

    poll(now=NOW + HOUR)

    link.refresh_from_db()
    assert (link.state, link.problem) == (State.OPEN, "")


def test_what_was_hidden_for_a_while_is_known_again_though_it_did_not_change(
    github: GitHubServer, link: StepLink
) -> None:
    github.add(KEY, merged(KEY, state="open", pull_request={"merged_at": None}))
    poll(now=NOW)
    shown = dict(github.issues)
    github.issues.clear()
    poll(now=NOW + HOUR)
    github.issues.update(shown)

    poll(now=NOW + 2 * HOUR)

    link.refresh_from_db()
    assert (link.state, link.problem) == (State.OPEN, "")


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_fails_is_asked_again_later(github: GitHubServer, link: StepLink, status: int) -> None:
    github.add(KEY, merged(KEY))
    github.refuse = (status, {}, "Unicorn")
    StepLink.objects.update(state=State.OPEN, title="Move the seeds")

    assert poll(now=NOW) == counted(asked=1, failed=1)

    link.refresh_from_db()
    assert (link.state, link.title) == (State.OPEN, "Move the seeds")
    github.refuse = None
    assert poll(now=NOW + HOUR) == counted(asked=1, changed=1)


def test_a_server_that_is_down_is_not_asked_for_everything(github: GitHubServer) -> None:
    StepLinkFactory.create_batch(20, step=NextStepFactory())
    github.refuse = (500, {}, "Unicorn")

    assert poll(now=NOW)["asked"] == MOST_FAILURES


def test_a_server_that_is_slow_is_given_up(
    github: GitHubServer, link: StepLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    github.add(KEY, merged(KEY))
    github.seconds = 1.0

    assert poll(now=NOW) == counted(asked=1, failed=1)


def test_a_server_that_is_not_there_is_a_failure(settings: Settings, link: StepLink) -> None:
    settings.GITHUB_API_URL, settings.GITHUB_TOKEN = "http://127.0.0.1:9", "a token"

    assert poll(now=NOW) == counted(asked=1, failed=1)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"state": "open"}', b"[" * 100_000, b"\xff"])
def test_an_answer_that_is_nonsense_changes_nothing(github: GitHubServer, link: StepLink, body: bytes) -> None:
    github.add(KEY, merged(KEY))
    github.body = body

    assert poll(now=NOW) == counted(asked=1, failed=1)

    assert StepLink.objects.get().state == State.UNKNOWN


def test_without_a_token_nobody_is_asked(github: GitHubServer, settings: Settings, link: StepLink) -> None:
    settings.GITHUB_TOKEN = ""

    assert poll(now=timezone.now()) == counted()

    assert github.asked == []
