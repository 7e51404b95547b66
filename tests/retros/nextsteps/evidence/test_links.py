from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from retros.nextsteps.closing import StepRejected, close, reopen
from retros.nextsteps.ended_links import DONE, NOT_DONE
from retros.nextsteps.evidence.links import (
    LinkRejected,
    add_link,
    confirm_link,
    dismiss_link,
    drop_by_link,
    remove_link,
)
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.listing.choosing import View, in_view, reader_of
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED, WRAP_UP
from tests.constraints import breaks
from tests.factories import NextStepFactory, StepLinkFactory, UserFactory

pytestmark = pytest.mark.django_db

State, Reason = StepLink.State, StepLink.Reason
PULL = "https://github.com/gardener/gardener/pull/12"
MONTH = timedelta(days=30)


def held(view: View) -> list[NextStep]:
    return list(NextStep.objects.filter(in_view(view, reader_of(AnonymousUser(), now=CLOSED))))


def test_add_link_writes_a_page_of_github_one_way_and_leaves_the_text_alone() -> None:
    step = NextStepFactory(text="Merge it.")

    link = add_link(step, " https://www.github.com/Gardener/Gardener/pull/12/files ", title="The change", now=CLOSED)

    step.refresh_from_db()
    assert (link.url, link.reference) == ("https://github.com/Gardener/Gardener/pull/12", "gardener/gardener#12")
    assert (step.text, step.active_on) == ("Merge it.", timezone.localdate(CLOSED))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/", "http://", "gardener", "https://" + "x" * 500]
)
def test_add_link_refuses_what_is_no_page(url: str) -> None:
    with pytest.raises(ValidationError):
        add_link(NextStepFactory(), url, now=CLOSED)

    assert not StepLink.objects.exists()


def test_add_link_refuses_the_same_pull_request_twice() -> None:
    step = NextStepFactory()
    add_link(step, PULL, now=CLOSED)

    with pytest.raises(LinkRejected, match="already has this link"):
        add_link(step, "https://github.com/GARDENER/gardener/issues/12", now=CLOSED)


def test_the_database_keeps_each_address_once_for_a_step() -> None:
    link = StepLinkFactory()

    with breaks("step_link_once"):
        StepLinkFactory(step=link.step, url=link.url)


def test_add_link_brings_back_one_that_was_taken_out_of_the_text() -> None:
    link = StepLinkFactory(from_text=True, removed_at=WRAP_UP)

    add_link(link.step, link.url, now=CLOSED)

    assert StepLink.objects.standing().get() == link


def test_remove_link_of_another_step_is_refused() -> None:
    link = StepLinkFactory()

    with pytest.raises(LinkRejected, match="no longer"):
        remove_link(NextStepFactory(), link.pk, now=CLOSED)


@pytest.mark.parametrize(
    ("fields", "proposes"),
    [
        ({"state": State.MERGED}, True),
        ({"state": State.CLOSED}, True),
        ({"state": State.CLOSED, "reason": Reason.COMPLETED}, True),
        ({"state": State.OPEN}, False),
        ({"state": State.UNKNOWN}, False),
        ({"state": State.MERGED, "removed_at": CLOSED}, False),
        ({"state": State.MERGED, "dismissed_at": CLOSED}, False),
        ({"state": State.CLOSED, "dismissed_at": CLOSED, "changed_at": CLOSED + MONTH}, True),
        ({"state": State.CLOSED, "dismissed_at": CLOSED, "changed_at": WRAP_UP}, False),
    ],
)
def test_a_step_is_proposed_done_by_what_ended_and_was_not_dismissed_since(
    fields: dict[str, object],
    proposes: bool,  # noqa: FBT001  # a table of cases
) -> None:
    link = StepLinkFactory(**fields)

    assert link.is_proposing == proposes
    assert list(StepLink.objects.proposing()) == ([link] if proposes else [])
    assert held(View.PROPOSED) == ([link.step] if proposes else [])
    assert list(StepLink.objects.unanswered()) == ([link] if proposes else [])


@pytest.mark.parametrize("reason", [Reason.NOT_PLANNED, Reason.DUPLICATE, Reason.NOT_MERGED, Reason.OTHER])
@pytest.mark.parametrize(
    ("fields", "asks"), [({}, True), ({"removed_at": CLOSED}, False), ({"dismissed_at": CLOSED}, False)]
)
def test_what_was_closed_though_nobody_did_it_asks_what_became_of_the_step(
    reason: str,
    fields: dict[str, object],
    asks: bool,  # noqa: FBT001  # a table of cases
) -> None:
    link = StepLinkFactory(state=State.CLOSED, reason=reason, **fields)
    StepLinkFactory(step=link.step, state=State.OPEN)

    assert (link.is_proposing, link.is_asking) == (False, asks)
    assert held(View.PROPOSED) == []
    assert held(View.ASKED) == ([link.step] if asks else [])
    assert list(StepLink.objects.unanswered()) == ([link] if asks else [])


def test_every_way_to_be_closed_is_either_done_or_not() -> None:
    assert sorted([*DONE, *NOT_DONE]) == sorted(["", *Reason.values])


def test_what_nobody_did_confirms_no_step() -> None:
    link = StepLinkFactory(state=State.CLOSED, reason=Reason.NOT_PLANNED)

    with pytest.raises(LinkRejected, match="was closed as not planned"):
        confirm_link(link.step, link.pk, by=UserFactory(), now=CLOSED)

    assert NextStep.objects.open().get() == link.step


@pytest.mark.usefixtures("in_berlin")
def test_a_step_is_dropped_because_of_what_nobody_did() -> None:
    link = StepLinkFactory(title="Seeds", url=PULL, state=State.CLOSED, reason=Reason.NOT_MERGED, changed_at=WRAP_UP)

    step = drop_by_link(link.step, link.pk, by=UserFactory(), now=CLOSED)

    note = f"[Seeds]({PULL}) was closed without being merged on 15 December 2026."
    assert (step.state, step.closing_note) == (NextStep.State.DROPPED, note)


def test_a_step_is_not_dropped_because_of_what_was_merged() -> None:
    link = StepLinkFactory(state=State.MERGED)

    with pytest.raises(LinkRejected, match="Say in a note why"):
        drop_by_link(link.step, link.pk, by=UserFactory(), now=CLOSED)


def test_a_step_that_is_opened_again_is_not_asked_about_what_ended_before() -> None:
    link = StepLinkFactory(state=State.CLOSED, reason=Reason.DUPLICATE, changed_at=WRAP_UP)
    drop_by_link(link.step, link.pk, by=UserFactory(), now=CLOSED)

    reopen(link.step, now=CLOSED + MONTH)

    assert held(View.ASKED) == []


def test_a_step_is_proposed_once_by_many_links() -> None:
    step = NextStepFactory()
    StepLinkFactory.create_batch(3, step=step, state=State.MERGED)

    assert held(View.PROPOSED) == [step]


def test_a_closed_step_is_not_proposed() -> None:
    link = StepLinkFactory(state=State.MERGED)
    close(link.step, NextStep.State.DROPPED, by=UserFactory(), now=CLOSED)

    assert held(View.PROPOSED) == []
    assert list(StepLink.objects.unanswered()) == []


def test_a_step_that_is_opened_again_is_not_done_by_what_was_merged_before() -> None:
    link = StepLinkFactory(state=State.MERGED, changed_at=WRAP_UP)
    confirm_link(link.step, link.pk, by=UserFactory(), now=CLOSED)

    step = reopen(link.step, now=CLOSED + MONTH)

    assert held(View.PROPOSED) == []
    step.refresh_from_db()
    assert step.active_on == timezone.localdate(CLOSED + MONTH)


@pytest.mark.usefixtures("in_berlin")
def test_confirm_link_closes_the_step_with_a_note_that_names_it() -> None:
    link = StepLinkFactory(title="Move [all] seeds", url=PULL, state=State.MERGED, changed_at=WRAP_UP)

    step = confirm_link(link.step, link.pk, by=UserFactory(), now=CLOSED)

    assert (step.state, step.closing_note) == (
        NextStep.State.DONE,
        f"[Move (all) seeds]({PULL}) was merged on 15 December 2026.",
    )


def test_confirm_link_of_what_was_opened_again_is_refused() -> None:
    link = StepLinkFactory(state=State.OPEN)

    with pytest.raises(LinkRejected, match="reopened"):
        confirm_link(link.step, link.pk, by=UserFactory(), now=CLOSED)


def test_confirm_link_twice_says_that_the_step_is_done() -> None:
    link = StepLinkFactory(state=State.MERGED)
    confirm_link(link.step, link.pk, by=UserFactory(), now=CLOSED)

    with pytest.raises(StepRejected, match="already done"):
        confirm_link(link.step, link.pk, by=UserFactory(), now=CLOSED)


def test_dismiss_link_is_something_done_about_the_step() -> None:
    link = StepLinkFactory(state=State.MERGED)

    dismiss_link(link.step, link.pk, now=CLOSED)

    assert held(View.PROPOSED) == []
    assert NextStep.objects.get().active_on == timezone.localdate(CLOSED)


def test_dismiss_link_twice_is_refused() -> None:
    link = StepLinkFactory(state=State.MERGED)
    dismiss_link(link.step, link.pk, now=CLOSED)

    with pytest.raises(LinkRejected, match="no longer proposes anything"):
        dismiss_link(link.step, link.pk, now=CLOSED)
