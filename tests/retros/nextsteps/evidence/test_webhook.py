import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from retros.nextsteps.evidence.deliveries import KEPT, forget_deliveries
from retros.nextsteps.evidence.models import StepLink, WebhookDelivery
from retros.nextsteps.evidence.webhook import LARGEST
from tests.api import refusal
from tests.factories import NextStepFactory, StepLinkFactory
from tests.retros.nextsteps.evidence.deliveries import deliver, issue, merge, pull_request, signature

pytestmark = pytest.mark.django_db

State = StepLink.State
URL = "https://github.com/gardener/gardener/pull/12"


@pytest.fixture(autouse=True)
def _secret(settings: Settings) -> None:
    settings.GITHUB_WEBHOOK_SECRET = "between GitHub and us"


@pytest.fixture
def link() -> StepLink:
    link: StepLink = StepLinkFactory(url=URL)
    return link


def closed(reason: str = "completed", at: str = "2027-01-12T10:00:00Z") -> dict[str, Any]:
    return issue("closed", state="closed", state_reason=reason, closed_at=at, updated_at=at)


def test_a_merge_proposes_that_the_step_is_done(client: Client, link: StepLink) -> None:
    response = deliver(client, merge())

    link.refresh_from_db()
    assert (response.status_code, response.json()) == (200, {"detail": "Received.", "links": 1})
    assert (link.title, link.state, link.is_proposing) == ("Move the seeds", State.MERGED, True)
    assert link.changed_at == datetime(2027, 1, 12, 10, tzinfo=UTC)
    assert link.step.__class__.objects.get().active_on == date(2027, 1, 12)


def test_a_merge_reaches_every_step_that_links_to_it_however_it_is_written(client: Client, link: StepLink) -> None:
    other = StepLinkFactory(url="https://github.com/Gardener/gardener/issues/12")
    StepLinkFactory(url="https://github.com/gardener/gardener/pull/13")

    assert deliver(client, merge()).json()["links"] == 2

    assert set(StepLink.objects.proposing()) == {link, other}


@pytest.mark.parametrize(
    ("event", "payload", "state", "reason"),
    [
        ("pull_request", pull_request("opened"), State.OPEN, ""),
        ("pull_request", pull_request("edited", title="In other words"), State.OPEN, ""),
        (
            "pull_request",
            pull_request("closed", state="closed", closed_at="2027-01-12T10:00:00Z"),
            State.CLOSED,
            "not_merged",
        ),
        ("issues", closed(), State.CLOSED, "completed"),
        ("issues", closed("not_planned"), State.CLOSED, "not_planned"),
        ("issues", closed("a reason of tomorrow"), State.CLOSED, "other"),
    ],
)
def test_each_event_is_kept_as_what_it_means(
    client: Client, link: StepLink, event: str, payload: dict[str, Any], state: str, reason: str
) -> None:
    deliver(client, payload, event=event)

    link.refresh_from_db()
    assert (link.state, link.reason) == (state, reason)


def test_what_is_opened_again_proposes_nothing_any_more(client: Client, link: StepLink) -> None:
    deliver(client, closed(), event="issues")

    deliver(client, issue("reopened", updated_at="2027-01-13T10:00:00Z"), event="issues")

    link.refresh_from_db()
    assert (link.state, link.is_proposing) == (State.OPEN, False)
    assert link.step.__class__.objects.get().active_on == date(2027, 1, 13)


def test_an_issue_that_was_transferred_is_followed(client: Client, link: StepLink) -> None:
    payload = issue("transferred")
    payload["changes"] = {
        "new_issue": issue("x", number=7, html_url="https://github.com/gardener/docs/issues/7")["issue"]
    }

    deliver(client, payload, event="issues")

    link.refresh_from_db()
    assert (link.url, link.reference) == (URL, "gardener/docs#7")


def test_an_issue_that_was_deleted_is_not_known_any_more(client: Client, link: StepLink) -> None:
    deliver(client, issue("deleted"), event="issues")

    link.refresh_from_db()
    assert (link.state, link.problem) == (State.UNKNOWN, "It was deleted on GitHub.")


def test_the_same_delivery_is_taken_once(client: Client, link: StepLink) -> None:
    deliver(client, merge(), guid="one")
    StepLink.objects.update(state=State.OPEN, updated_at=None)

    response = deliver(client, merge(), guid="one")

    link.refresh_from_db()
    assert (response.status_code, response.json()["detail"]) == (200, "Already received. Nothing was changed.")
    assert link.state == State.OPEN
    assert WebhookDelivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_delivery_at_the_same_time_is_taken_once(link: StepLink) -> None:
    def send(_: int) -> str:
        try:
            return str(deliver(Client(), merge(), guid="one").json()["detail"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        answers = sorted(senders.map(send, range(4)))

    assert answers == ["Already received. Nothing was changed."] * 3 + ["Received."]


def test_a_delivery_that_failed_can_come_again(client: Client, link: StepLink) -> None:
    assert deliver(client, pull_request("closed", state="weeds"), guid="one").status_code == 400

    assert deliver(client, merge(), guid="one").json()["links"] == 1


def test_an_older_word_under_a_new_id_changes_nothing(client: Client, link: StepLink) -> None:
    """The id is not signed: someone could send a delivery again under another one."""
    before = pull_request("opened")
    deliver(client, before)
    deliver(client, merge())

    assert deliver(client, before).json()["links"] == 0

    link.refresh_from_db()
    assert link.state == State.MERGED


def test_deliveries_are_forgotten_once_they_cannot_come_again(client: Client, link: StepLink) -> None:
    deliver(client, merge())
    now = timezone.now()

    assert forget_deliveries(now=now + KEPT - timedelta(hours=1)) == 0
    assert forget_deliveries(now=now + KEPT + timedelta(hours=1)) == 1


@pytest.mark.parametrize("given", ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "sha256=\u00e4"])
def test_what_is_not_signed_is_refused(client: Client, link: StepLink, given: str) -> None:
    response = deliver(client, merge(), X_Hub_Signature_256=given)

    link.refresh_from_db()
    status, words = refusal(response)
    assert (status, "X-Hub-Signature-256" in words) == (403, True)
    assert (link.state, WebhookDelivery.objects.count()) == (State.UNKNOWN, 0)


def test_a_signature_with_another_secret_or_of_another_body_is_refused(client: Client) -> None:
    body = json.dumps(merge()).encode()

    assert deliver(client, body, X_Hub_Signature_256=signature(body, "guessed")).status_code == 403
    assert deliver(client, body, X_Hub_Signature_256=signature(body + b" ")).status_code == 403


def test_ten_megabytes_are_refused_without_being_read(link: StepLink) -> None:
    class Unread:
        def read(self, *_: object) -> bytes:
            raise AssertionError("somebody read it")

        readline = read

    sent: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": "10485760"}
    response = Client().generic("POST", "/hooks/github/", b"", content_type="application/json", **sent)

    assert refusal(response) == (413, "This is more than the server takes at once.")


def test_the_longest_word_that_github_has_is_taken(client: Client, link: StepLink) -> None:
    payload = merge()
    payload["pull_request"]["body"] = "\U0001f331" * 65_536
    payload["changes"] = {"body": {"from": "\U0001f33b" * 65_536}}
    assert LARGEST * 0.7 < len(json.dumps(payload)) < LARGEST

    assert deliver(client, payload).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"action": "closed"}',
        b'{"action": "closed", "repository": {}, "pull_request": {}}',
        b'{"action": "closed", "repository": [], "pull_request": 7}',
        json.dumps(pull_request("closed", state="closed", closed_at="yesterday")).encode(),
        json.dumps(pull_request("closed", state="closed", closed_at=None)).encode(),
        json.dumps(pull_request("opened", title=None)).encode(),
        b'{"action": "closed", "number": ' + b"9" * 5000 + b"}",
    ],
)
def test_signed_nonsense_is_a_400_that_says_why(client: Client, link: StepLink, body: bytes) -> None:
    status, words = refusal(deliver(client, body))

    assert (status, words != "") == (400, True)
    assert not WebhookDelivery.objects.exists()


def test_a_title_that_no_database_keeps_is_mended(client: Client, link: StepLink) -> None:
    deliver(client, merge(title="Move\x00 the\r\nseeds \ud83c " + "x" * 400))

    link.refresh_from_db()
    assert link.title.startswith("Move the seeds ? x")
    assert len(link.title) == 300


def test_ping_is_answered(client: Client) -> None:
    response = deliver(client, {"zen": "Keep it logically awesome."}, event="ping")

    assert (response.status_code, WebhookDelivery.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("push", {"ref": "refs/heads/main"}),
        ("pull_request", pull_request("labeled")),
        ("pull_request", {"action": ["closed"]}),
        ("", {}),
    ],
)
def test_what_is_no_evidence_is_ignored(client: Client, link: StepLink, event: str, payload: dict[str, Any]) -> None:
    response = deliver(client, payload, event=event)

    link.refresh_from_db()
    assert (response.status_code, link.title) == (202, "")


def test_a_delivery_without_an_id_is_refused(client: Client) -> None:
    for guid in (" ", "x" * 65):
        response = deliver(client, merge(), X_GitHub_Delivery=guid.strip())

        assert refusal(response) == (400, "X-GitHub-Delivery doesn't name a delivery.")


def test_a_webhook_that_sends_a_form_is_told_what_to_choose(client: Client) -> None:
    body = b"payload=%7B%7D"

    response = client.post(
        "/hooks/github/", body, content_type="application/x-www-form-urlencoded",
        headers={"X-Hub-Signature-256": signature(body)},
    )  # fmt: skip

    assert refusal(response) == (415, "Choose application/json as the webhook's content type.")


def test_nobody_listens_without_a_secret(client: Client, settings: Settings) -> None:
    settings.GITHUB_WEBHOOK_SECRET = ""

    assert deliver(client, merge()).status_code == 404


def test_only_post_is_answered(client: Client) -> None:
    assert client.get("/hooks/github/").status_code == 405


def test_no_session_and_no_csrf_token_is_needed(link: StepLink) -> None:
    assert deliver(Client(enforce_csrf_checks=True), merge()).status_code == 200


def test_a_delivery_costs_the_same_for_one_step_as_for_many(client: Client, link: StepLink) -> None:
    NextStepFactory.create_batch(3)
    for _ in range(20):
        StepLinkFactory(url=URL)

    assert deliver(client, merge()).json()["links"] == 21
