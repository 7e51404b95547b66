from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from retros.nextsteps.closing import close
from retros.nextsteps.evidence import asking
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.evidence.polling import EACH, claim_next, poll
from retros.nextsteps.models import NextStep
from tests.factories import StepLinkFactory, UserFactory
from tests.retros.nextsteps.evidence.github_server import GitHubServer, issue, merged, serving_github
from tests.retros.nextsteps.evidence.polled import HOUR, KEY, NOW, counted

pytestmark = pytest.mark.django_db

State = StepLink.State
LATER = "2027-01-12T10:00:00Z"


def test_a_merge_is_noticed(github: GitHubServer, link: StepLink) -> None:
    github.add(KEY, merged(KEY))

    assert poll(now=NOW) == counted(asked=1, changed=1)

    link.refresh_from_db()
    assert (link.state, link.title, link.is_proposing) == (State.MERGED, "Move the seeds", True)
    assert (link.checked_at, link.changed_at) == (NOW, datetime(2027, 1, 12, 10, tzinfo=UTC))
    assert NextStep.objects.get().active_on == date(2027, 1, 12)
    assert github.asked[0].token == "Bearer a token"


@pytest.mark.parametrize(
    ("issue_data", "state", "reason"),
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
    github: GitHubServer, link: StepLink, issue_data: dict[str, object], state: str, reason: str
) -> None:
    github.add(KEY, issue_data)

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


def test_what_a_webhook_reported_meanwhile_is_asked_for_anew(github: GitHubServer, link: StepLink) -> None:
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
