from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from retros.nextsteps.closing import close
from retros.nextsteps.evidence import asking
from retros.nextsteps.evidence.models import PollingPause, StepLink
from retros.nextsteps.evidence.polling import EACH, MOST_FAILURES, claim_next, poll
from retros.nextsteps.models import NextStep
from tests.factories import NextStepFactory, StepLinkFactory, UserFactory
from tests.retros.nextsteps.evidence.github_server import GitHubServer, issue, merged, serving_github

pytestmark = pytest.mark.django_db

State = StepLink.State
KEY = "gardener/gardener#12"
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = "2027-01-12T10:00:00Z"
USED_UP = {"X-RateLimit-Remaining": "0"}


@pytest.fixture
def link() -> StepLink:
    link: StepLink = StepLinkFactory(url="https://github.com/Gardener/gardener/pull/12")
    return link


def counted(**expected: int) -> dict[str, int]:
    return {"asked": 0, "changed": 0, "unchanged": 0, "gone": 0, "failed": 0} | expected


def test_a_merge_is_noticed(github: GitHubServer, link: StepLink) -> None:
    github.add(KEY, merged(KEY))

    assert poll(now=NOW) == counted(asked=1, changed=1)

    link.refresh_from_db()
    assert (link.state, link.title, link.is_proposing) == (State.MERGED, "Move the seeds", True)
    assert (link.checked_at, link.changed_at) == (NOW, datetime(2027, 1, 12, 10, tzinfo=UTC))
    assert NextStep.objects.get().active_on == date(2027, 1, 12)
    assert github.asked[0].token == "Bearer a token"


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        (issue(KEY), State.OPEN, ""),
        (issue(KEY, state="closed", state_reason="not_planned", closed_at=LATER), State.CLOSED, "not_planned"),
        (issue(KEY, state="closed", state_reason="duplicate", closed_at=LATER), State.CLOSED, "duplicate"),
        (issue(KEY, state="closed", state_reason=None, closed_at=LATER), State.CLOSED, ""),
        (issue(KEY, state="closed", state_reason="a reason of 2030", closed_at=LATER), State.CLOSED, "other"),
        (merged(KEY, pull_request={"merged_at": None}), State.CLOSED, "not_merged"),
    ],
)
def test_what_became_of_it_is_kept(
    github: GitHubServer, link: StepLink, told: dict[str, object], state: str, reason: str
) -> None:
    github.add(KEY, told)

    poll(now=NOW)

    link.refresh_from_db()
    assert (link.state, link.reason) == (state, reason)


def test_the_first_word_on_what_is_open_is_no_activity(github: GitHubServer, link: StepLink) -> None:
    github.add(KEY, issue(KEY))

    poll(now=NOW)

    assert NextStep.objects.get().active_on is None


def test_what_is_not_new_costs_nothing_of_the_limit(github: GitHubServer, link: StepLink) -> None:
    github.add(KEY, issue(KEY))
    poll(now=NOW)

    assert poll(now=NOW + HOUR) == counted(asked=1, unchanged=1)

    assert github.statuses == [200, 304]
    assert github.remaining == 4999


def test_what_a_webhook_told_meanwhile_is_asked_for_anew(github: GitHubServer, link: StepLink) -> None:
    """The old etag would hide that GitHub says something else."""
    github.add(KEY, issue(KEY))
    poll(now=NOW)
    github.add(KEY, merged(KEY))
    poll(now=NOW + HOUR)
    github.add(KEY, issue(KEY, updated_at="2027-01-20T10:00:00Z"))
    StepLink.objects.update(state=State.CLOSED)

    poll(now=NOW + 2 * HOUR)

    assert StepLink.objects.get().state == State.OPEN


def test_links_of_closed_steps_merged_ones_and_other_pages_are_not_asked_for(github: GitHubServer) -> None:
    done = StepLinkFactory()
    close(done.step, NextStep.State.DONE, by=UserFactory(), now=NOW)
    StepLinkFactory(state=State.MERGED)
    StepLinkFactory(removed_at=NOW)
    StepLinkFactory(url="https://hackmd.io/abc")

    assert poll(now=NOW) == counted()


def test_two_steps_with_the_same_link_cost_one_request(github: GitHubServer, link: StepLink) -> None:
    StepLinkFactory(url=link.url)
    github.add(KEY, merged(KEY))

    assert poll(now=NOW) == counted(asked=1, changed=1)

    assert StepLink.objects.proposing().count() == 2


def test_those_not_asked_for_longest_come_first_and_a_run_has_its_bound(github: GitHubServer) -> None:
    late = StepLinkFactory(url="https://github.com/g/late/pull/1", checked_at=NOW - HOUR)
    early = StepLinkFactory(url="https://github.com/g/early/pull/1", checked_at=NOW - 2 * HOUR)
    never = StepLinkFactory(url="https://github.com/g/never/pull/1")
    for one in (late, early, never):
        github.add(one.reference, issue(one.reference))

    poll(now=NOW, most=2)

    assert [asked.path for asked in github.asked] == ["/repos/g/never/issues/1", "/repos/g/early/issues/1"]


def test_nothing_is_asked_for_again_within_the_hour(github: GitHubServer, link: StepLink) -> None:
    github.add(KEY, issue(KEY))
    poll(now=NOW)

    assert poll(now=NOW + EACH / 2) == counted()


def test_two_workers_never_ask_for_the_same(link: StepLink) -> None:
    assert claim_next(now=NOW) == link
    assert claim_next(now=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_share_the_links(github: GitHubServer) -> None:
    for number in range(1, 13):
        key = f"g/r#{number}"
        StepLinkFactory(url=f"https://github.com/g/r/pull/{number}")
        github.add(key, merged(key))

    def work(_: int) -> int:
        try:
            return poll(now=NOW)["asked"]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        shares = list(workers.map(work, range(3)))

    assert sum(shares) == 12
    assert len({asked.path for asked in github.asked}) == len(github.asked) == 12
    assert StepLink.objects.proposing().count() == 12


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


def test_a_repository_that_moved_is_followed_on_the_same_server(github: GitHubServer, link: StepLink) -> None:
    github.move(KEY, f"{github.url}/repos/garden/garden/issues/12")
    github.add("garden/garden#12", issue("garden/garden#12"))

    poll(now=NOW)
    poll(now=NOW + HOUR)

    link.refresh_from_db()
    assert (link.url, link.reference) == ("https://github.com/Gardener/gardener/pull/12", "garden/garden#12")
    assert github.statuses == [301, 200, 304]


def test_the_token_is_shown_to_no_other_server(github: GitHubServer, link: StepLink) -> None:
    with serving_github() as other:
        github.move(KEY, f"{other.url}/repos/gardener/gardener/issues/12")
        other.add(KEY, merged(KEY))

        assert poll(now=NOW) == counted(asked=1, gone=1)

        assert other.asked == []
    assert StepLink.objects.get().problem == "GitHub redirects to another server, which we don't follow."


def test_a_move_in_circles_ends(github: GitHubServer, link: StepLink) -> None:
    github.move(KEY, "/repos/gardener/gardener/issues/12")

    assert poll(now=NOW) == counted(asked=1, gone=1)

    assert len(github.asked) == asking.MOST_MOVES + 1


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
