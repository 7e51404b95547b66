"""What GitHub's webhook delivers."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from retros.nextsteps.evidence.facts import Facts, Unreadable, read_facts, time_in
from retros.nextsteps.evidence.github import LONGEST_KEY
from retros.nextsteps.evidence.models import WebhookDelivery
from retros.nextsteps.evidence.taking import take_facts, take_nothing

KEPT = timedelta(days=30)
"""GitHub retries a delivery for three days. Anything older changes nothing: it is out of date."""
SUBJECTS = {"pull_request": "pull_request", "issues": "issue"}
"""The events that are evidence, and where they name their subject."""
ACTIONS = ("opened", "edited", "closed", "reopened", "transferred", "deleted")


def is_evidence(event: str, payload: dict[str, Any]) -> bool:
    return event in SUBJECTS and payload.get("action") in ACTIONS


@transaction.atomic
def take_delivery(guid: str, event: str, payload: dict[str, Any], *, now: datetime) -> int | None:
    """Record what it says, once. Returns how many links that changed, or None if it was received before.

    Raises Unreadable.
    """
    # In the same transaction: if it fails it is not received, and GitHub can send it again.
    _, is_new = WebhookDelivery.objects.get_or_create(guid=guid, defaults={"event": event, "received_at": now})
    if not is_new:
        return None
    subject = payload.get(SUBJECTS[event])
    key = subject_key(payload.get("repository"), subject)
    if payload["action"] == "deleted" and isinstance(subject, dict):
        return take_nothing(key, "It was deleted on GitHub.", at=time_in(subject, "updated_at"))
    if payload["action"] == "transferred":
        return take_facts(key, moved_to(payload))
    return take_facts(key, read_facts(subject))


def moved_to(payload: dict[str, Any]) -> Facts:
    changes = payload.get("changes")
    return read_facts(changes.get("new_issue") if isinstance(changes, dict) else None)


def subject_key(repository: Any, subject: Any) -> str:
    name = repository.get("full_name") if isinstance(repository, dict) else None
    number = subject.get("number") if isinstance(subject, dict) else None
    if not isinstance(name, str) or not isinstance(number, int):
        raise Unreadable("It doesn't say which pull request or issue it's about.")
    return f"{name}#{number}".lower()[:LONGEST_KEY]


def read_payload(body: bytes) -> dict[str, Any]:
    """The body as it was signed. Raises Unreadable."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"The body isn't JSON: {error}") from error
    if not isinstance(payload, dict):
        raise Unreadable("The body is JSON, but not an object.")
    return payload


def forget_deliveries(*, now: datetime) -> int:
    return WebhookDelivery.objects.filter(received_at__lt=now - KEPT).delete()[0]
