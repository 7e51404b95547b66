"""Deliveries as GitHub makes them."""

import hmac
import json
from hashlib import sha256
from itertools import count
from typing import Any

from django.test import Client

SECRET = "between GitHub and us"
GUIDS = (f"72d3162e-cc78-11e3-81ab-{number:012}" for number in count())


def signature(body: bytes, secret: str = SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"


def deliver(client: Client, payload: Any, *, event: str = "pull_request", guid: str = "", **headers: str) -> Any:
    """Post it, signed; other `headers` replace those that GitHub sends."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    sent = {"X-GitHub-Event": event, "X-GitHub-Delivery": guid or next(GUIDS), "X-Hub-Signature-256": signature(body)}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/hooks/github/", body, content_type="application/json", headers=sent | given)


def pull_request(action: str, number: int = 12, **changes: Any) -> dict[str, Any]:
    """What GitHub reports about an open pull request of gardener/gardener; `changes` overrides it."""
    facts = {"number": number, "title": "Move the seeds", "state": "open", "merged_at": None, "closed_at": None}
    address = {"html_url": f"https://github.com/gardener/gardener/pull/{number}"}
    subject = {**facts, **address, "updated_at": "2027-01-10T09:00:00Z", **changes}
    return {"action": action, "pull_request": subject, "repository": {"full_name": "gardener/gardener"}}


def merge(at: str = "2027-01-12T10:00:00Z", **changes: Any) -> dict[str, Any]:
    return pull_request("closed", **({"state": "closed", "merged_at": at, "closed_at": at, "updated_at": at} | changes))


def issue(action: str, number: int = 12, **changes: Any) -> dict[str, Any]:
    facts = {"number": number, "title": "Seeds do not move", "state": "open", "state_reason": None, "closed_at": None}
    address = {"html_url": f"https://github.com/gardener/gardener/issues/{number}"}
    subject = {**facts, **address, "updated_at": "2027-01-10T09:00:00Z", **changes}
    return {"action": action, "issue": subject, "repository": {"full_name": "gardener/gardener"}}
