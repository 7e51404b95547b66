"""Polling: what links point to is asked for in turn, each by one worker at a time, until GitHub wants us to wait."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings

from retros.nextsteps.evidence.asking import GitHub, GitHubAnswer, message_of
from retros.nextsteps.evidence.models import PollingPause, StepLink
from retros.nextsteps.evidence.taking import take_facts, take_nothing

EACH = timedelta(minutes=50)  # how long an answer is good for; the task runs every hour
MOST = 500  # per run: a token may be used 5,000 times an hour, across everything that uses it
MOST_FAILURES = 5  # in a row: then the server is down, and the rest can wait for the next run


class Polled(Counter[str]):
    """The result of a run: how many were asked, changed, unchanged, gone and failed."""


def poll(*, now: datetime, most: int = MOST) -> Polled:
    """Check the links of open steps, least recently checked first. Without a token nothing is checked."""
    polled, failures = Polled(asked=0, changed=0, unchanged=0, gone=0, failed=0), 0
    if not settings.GITHUB_TOKEN:
        return polled
    with GitHub(settings.GITHUB_API_URL, settings.GITHUB_TOKEN) as github:
        while polled["asked"] < most and failures < MOST_FAILURES and not paused_until(github.host, now=now):
            link = claim_next(now=now)
            if link is None:
                break
            answer = github.ask(link.reference, etag=link.etag, now=now)
            polled.update(["asked", take_answer(link, answer, now=now)])
            failures = failures + 1 if answer.failed else 0
            if answer.pause:
                pause_polling(github.host, answer.pause, message_of(answer))
    return polled


def claim_next(*, now: datetime) -> StepLink | None:
    """Take the least recently checked link. Others that point to the same place are taken with it."""
    for link in StepLink.objects.to_ask(before=now - EACH)[:100]:
        same = StepLink.objects.filter(pk=link.pk, checked_at=link.checked_at)
        if same.update(checked_at=now):  # another worker was faster and has moved it on
            StepLink.objects.filter(reference=link.reference).update(checked_at=now)
            return link
    return None


def take_answer(link: StepLink, answer: GitHubAnswer, *, now: datetime) -> str:
    """Record the answer. Returns the result in one word."""
    if answer.gone:
        take_nothing(link.reference, message_of(answer))
        return "gone"
    if answer.failed:
        if answer.pause:  # it was not its turn after all
            StepLink.objects.filter(pk=link.pk, checked_at=now).update(checked_at=link.checked_at)
        return "failed"
    if answer.facts is None:
        return "unchanged"
    changed = take_facts(link.reference, answer.facts)
    key = answer.facts.key or link.reference
    StepLink.objects.filter(reference=key, updated_at=answer.facts.updated_at).update(etag=answer.etag)
    return "changed" if changed else "unchanged"


def pause_polling(host: str, until: datetime, reason: str) -> None:
    """Make all workers wait. It is kept in the database, which they share."""
    reason = reason or "The token's hourly limit is used up."
    PollingPause.objects.update_or_create(host=host, defaults={"until": until, "reason": reason})


def paused_until(host: str, *, now: datetime) -> datetime | None:
    return PollingPause.objects.filter(host=host, until__gt=now).values_list("until", flat=True).first()
