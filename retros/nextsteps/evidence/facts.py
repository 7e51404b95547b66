"""What GitHub reports about a pull request or an issue, in its API and in its webhooks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from retros.nextsteps.ended_links import LONGEST_TITLE
from retros.nextsteps.evidence.github import reference_of
from retros.nextsteps.evidence.models import StepLink

State, Reason = StepLink.State, StepLink.Reason


class Unreadable(ValueError):
    """Not something GitHub sends."""


@dataclass(frozen=True)
class Facts:
    """`key` is where it is now, which after a move is not where it was asked for; empty if not given."""

    title: str
    state: StepLink.State
    reason: str
    changed_at: datetime
    updated_at: datetime
    key: str = ""


def read_facts(subject: Any) -> Facts:
    """Read a pull request or an issue. The API represents a pull request as an issue with an extra part.

    Raises Unreadable.
    """
    if not isinstance(subject, dict):
        raise Unreadable("There's no pull request or issue in it.")
    state, reason, changed_at = _read_state(subject)
    reference = reference_of(str(subject.get("html_url", "")))
    return Facts(
        title=printable(text_in(subject, "title"))[:LONGEST_TITLE],
        state=state,
        reason=reason,
        changed_at=changed_at,
        updated_at=time_in(subject, "updated_at"),
        key=reference.key if reference else "",
    )


def _read_state(subject: Mapping[str, Any]) -> tuple[StepLink.State, str, datetime]:
    pull = subject.get("pull_request") or subject
    if isinstance(pull, dict) and pull.get("merged_at"):
        return State.MERGED, "", time_in(pull, "merged_at")
    state = text_in(subject, "state")
    if state == "open":
        return State.OPEN, "", time_in(subject, "updated_at")
    if state != "closed":
        raise Unreadable("The state is neither open nor closed.")
    if pull is not subject or "merged_at" in subject:
        return State.CLOSED, Reason.NOT_MERGED, time_in(subject, "closed_at")
    reason = subject.get("state_reason") or ""
    known = reason if reason in {"", *Reason.values} else Reason.OTHER  # must not be mistaken for done
    return State.CLOSED, known, time_in(subject, "closed_at")


def text_in(subject: Mapping[str, Any], name: str) -> str:
    value = subject.get(name)
    if not isinstance(value, str):
        raise Unreadable(f"{name} is missing or isn't text.")
    return value


def time_in(subject: Mapping[str, Any], name: str) -> datetime:
    try:
        value = datetime.fromisoformat(text_in(subject, name))
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(f"{name} isn't a time.") from error


def printable(words: str) -> str:
    """Without what no database stores and no page shows: control characters, and surrogate halves."""
    whole = words.encode("utf-8", "replace").decode()
    return " ".join("".join(letter if letter.isprintable() else " " for letter in whole).split())
