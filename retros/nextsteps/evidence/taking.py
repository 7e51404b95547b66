"""Recording what GitHub reports, in all links that point there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from retros.nextsteps.activity import note_activity
from retros.nextsteps.evidence.facts import Facts
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep

State = StepLink.State
FACT_FIELDS = ("title", "state", "reason", "changed_at", "updated_at", "problem", "reference")


@transaction.atomic
def take_facts(key: str, facts: Facts) -> int:
    """Record what GitHub reports about what it calls `owner/repository#123`. Returns how many links it changed.

    Older news changes nothing: deliveries come in any order, and twice.
    """
    changed = [link for link in lock_links(key) if update_link(link, facts)]
    StepLink.objects.bulk_update(changed, [*FACT_FIELDS, "folded_title", "etag"])
    return len(changed)


def update_link(link: StepLink, facts: Facts) -> bool:
    """Change one link, unless it already says so or knows better."""
    if link.updated_at and facts.updated_at < link.updated_at:
        return False
    before, before_state = known_facts(link), link.state
    link.title, link.state, link.reason, link.updated_at = facts.title, facts.state, facts.reason, facts.updated_at
    link.problem, link.reference = "", facts.key or link.reference
    if before_state != facts.state or facts.state != State.OPEN:
        link.changed_at = facts.changed_at
    if known_facts(link) == before:
        return False
    link.etag = ""  # an earlier answer does not answer this any more
    if before_state != link.state and not (before_state == State.UNKNOWN and link.state == State.OPEN):
        note_activity([link.step], timezone.localdate(facts.changed_at))
    return True


def known_facts(link: StepLink) -> tuple[object, ...]:
    return tuple(getattr(link, name) for name in FACT_FIELDS)


@transaction.atomic
def take_nothing(key: str, problem: str, *, at: datetime | None = None) -> int:
    """Record that GitHub shows nothing there, and why. `at` is when that was so, in case older news follows."""
    gone = lock_links(key)
    for link in gone:
        link.state, link.reason, link.changed_at, link.problem = State.UNKNOWN, "", None, problem
        link.updated_at = at or link.updated_at
        link.etag = ""  # if it is shown again as it was, it is news
    return StepLink.objects.bulk_update(gone, [*FACT_FIELDS, "folded_title", "etag"])


def lock_links(key: str) -> list[StepLink]:
    """The links that point there, locked after their steps: the same order as the rules for steps use."""
    links = StepLink.objects.filter(reference=key)
    list(NextStep.objects.select_for_update().filter(pk__in=links.values("step")).order_by("pk"))
    return list(links.select_for_update(of=("self",)).select_related("step").order_by("pk"))
