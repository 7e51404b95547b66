"""What people do with a step's links: add one, remove one, say whether it means the step is done."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as written

from planning.people.models import User
from planning.rejection import Rejected
from retros.nextsteps.activity import note_activity
from retros.nextsteps.closing import close
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep


class LinkRejected(Rejected):
    """A link that a step cannot have, or no longer has."""


@transaction.atomic
def add_link(step: NextStep, url: str, *, title: str = "", now: datetime) -> StepLink:
    """Say where work on the step continues. Its text stays as published.

    Raises ValidationError if the address isn't one.
    """
    step = NextStep.objects.select_for_update().get(pk=step.pk)
    link = StepLink(step=step, url=url.strip(), title=title)
    link.clean()
    link.full_clean(validate_unique=False, validate_constraints=False)
    there = next((other for other in step.links.all() if is_same(other, link)), None)
    if there and there.removed_at is None:
        raise LinkRejected("The step already has this link.")
    if there:
        there.removed_at, there.dismissed_at, there.title = None, None, title or there.title
        link = there
    link.save()
    note_activity([step], timezone.localdate(now))
    return link


def is_same(one: StepLink, other: StepLink) -> bool:
    return one.url == other.url or (one.is_on_github and one.reference == other.reference)


@transaction.atomic
def remove_link(step: NextStep, pk: int, *, now: datetime) -> None:
    """Remove a link. One from the step's text is remembered, so that reading the text does not bring it back."""
    link = lock_link(step, pk)
    if link.from_text:
        link.removed_at = now
        link.save(update_fields=["removed_at"])
    else:
        link.delete()


@transaction.atomic
def dismiss_link(step: NextStep, pk: int, *, now: datetime) -> StepLink:
    """Say that the step stays open anyway. The question comes back if the link is reopened and ends again."""
    link = lock_link(step, pk)
    if not link.is_waiting:
        raise LinkRejected(f"{link} no longer proposes anything.")
    link.dismissed_at = max(now, link.changed_at or now)  # GitHub's clock may be ahead of ours
    link.save(update_fields=["dismissed_at"])
    note_activity([step], timezone.localdate(now))
    return link


@transaction.atomic
def drop_by_link(step: NextStep, pk: int, *, by: User, now: datetime) -> NextStep:
    """Drop the step, because the link was closed without being done."""
    link = lock_link(step, pk)
    if not link.is_asking:
        raise LinkRejected(f"{link} was reopened or dismissed. Say in a note why the step is dropped.")
    return close(step, NextStep.State.DROPPED, by=by, note=closing_note(link), now=now)


@transaction.atomic
def confirm_link(step: NextStep, pk: int, *, by: User, now: datetime) -> NextStep:
    """Close the step as done, because the link was merged or closed as completed."""
    link = lock_link(step, pk)
    if link.is_asking:
        raise LinkRejected(f"{link} {link.what_became_of_it}. Say in a note what became of the step.")
    if not link.is_proposing:
        raise LinkRejected(f"{link} was reopened or dismissed. Say in a note why the step is done.")
    return close(step, NextStep.State.DONE, by=by, note=closing_note(link), now=now)


def dismiss_links(step: NextStep, *, now: datetime) -> None:
    """What ended before a step was opened again does not settle it."""
    links = StepLink.objects.filter(step=step)
    (links.proposing() | links.asking()).update(dismissed_at=now)


def closing_note(link: StepLink) -> str:
    """Markdown: “[Move the seeds](https://…) was merged on 3 May 2027.”"""
    day = f" on {written(timezone.localdate(link.changed_at), 'j F Y')}" if link.changed_at else ""
    title = str(link).replace("[", "(").replace("]", ")")
    return f"[{title}]({link.url}) {link.what_became_of_it}{day}."


def lock_link(step: NextStep, pk: int) -> StepLink:
    """Load the link for a change, after its step: everything that changes both locks them in this order."""
    list(NextStep.objects.select_for_update().filter(pk=step.pk))
    link = StepLink.objects.standing().select_for_update().filter(step=step, pk=pk).first()
    if link is None:
        raise LinkRejected("The step no longer has this link.")
    return link
