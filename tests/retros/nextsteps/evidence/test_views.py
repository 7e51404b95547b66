from typing import Any

import pytest
from django.test import Client

from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED, WRAP_UP
from tests.factories import NextStepFactory, StepLinkFactory
from tests.pages import queries_of, words, writes_of
from tests.retros.nextsteps.steps import own_step, page_of, post
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db

State = StepLink.State
PULL = "https://github.com/gardener/gardener/pull/12"


def merged(step: NextStep, **fields: Any) -> StepLink:
    usual: dict[str, Any] = {"title": "Move the seeds", "state": State.MERGED, "changed_at": WRAP_UP}
    link: StepLink = StepLinkFactory(step=step, **(usual | fields))
    return link


def press(client: Client, link: StepLink, action: str) -> Any:
    return client.post(f"/next-steps/{link.step_id}/links/{link.pk}/{action}/")


@pytest.mark.usefixtures("in_berlin")
def test_a_merge_asks_whether_the_step_is_done(client: Client) -> None:
    step = own_step(client)
    merged(step)

    page = page_of(client, step)

    assert "Move the seeds was merged on 15 December 2026 . Is the step done?" in page
    assert "Not yet" in page


@pytest.mark.usefixtures("in_berlin")
def test_a_merge_is_shown_to_whoever_may_not_close_the_step(client: Client) -> None:
    step = NextStepFactory()
    merged(step)

    page = page_of(client, step)

    assert "was merged on 15 December 2026" in page
    assert "Not yet" not in page


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("not_planned", "was closed as not planned"),
        ("duplicate", "was closed as a duplicate"),
        ("not_merged", "was closed without being merged"),
        ("other", "was closed for another reason"),
    ],
)
def test_what_nobody_did_asks_what_became_of_the_step(client: Client, reason: str, said: str) -> None:
    step = own_step(client)
    merged(step, state=State.CLOSED, reason=reason)

    page = page_of(client, step)

    assert said in page
    assert "What became of the step?" in page
    assert "Is the step done?" not in page


@pytest.mark.usefixtures("in_berlin")
def test_done_closes_the_step_and_names_what_did_it(client: Client) -> None:
    step = own_step(client)

    press(client, merged(step, url=PULL), "confirm")

    step.refresh_from_db()
    assert (step.state, step.closing_note) == (
        NextStep.State.DONE,
        f"[Move the seeds]({PULL}) was merged on 15 December 2026.",
    )


def test_what_nobody_did_drops_the_step_or_leaves_it_open(client: Client) -> None:
    kept, dropped = own_step(client), own_step(client)

    press(client, merged(kept, state=State.CLOSED, reason="not_planned"), "dismiss")
    press(client, merged(dropped, state=State.CLOSED, reason="not_planned"), "drop")

    assert [step.state for step in NextStep.objects.order_by("pk")] == [NextStep.State.OPEN, NextStep.State.DROPPED]
    assert "What became of the step?" not in page_of(client, kept)


def test_not_yet_asks_no_more(client: Client) -> None:
    step = own_step(client)

    press(client, merged(step), "dismiss")

    page = page_of(client, step)
    assert "Is the step done?" not in page
    assert "doesn't settle it" in page


def test_a_button_that_comes_too_late_says_so(client: Client) -> None:
    step = own_step(client)
    link = merged(step)
    press(client, link, "dismiss")

    assert "no longer proposes anything" in words(client.get(press(client, link, "dismiss").headers["Location"]))


@pytest.mark.parametrize("action", ["confirm", "dismiss", "drop", "remove"])
@pytest.mark.parametrize(("visitor", "status"), [("stranger", 302), ("outsider", 403), ("attendee", 403)])
def test_links_are_changed_by_those_who_may_change_the_step(
    client: Client, action: str, visitor: str, status: int
) -> None:
    link = merged(NextStepFactory())
    if visitor != "stranger":
        enter(client, visitor, link.step.topic)

    assert press(client, link, action).status_code == status

    assert StepLink.objects.proposing().get() == link
    assert NextStep.objects.open().exists()


@pytest.mark.parametrize("action", ["", "1/remove/", "1/dismiss/", "1/confirm/", "1/drop/"])
def test_looking_changes_nothing(client: Client, action: str) -> None:
    step = own_step(client)
    merged(step)

    assert writes_of(client, f"/next-steps/{step.pk}/links/{action}") == []


def test_a_link_is_added_and_removed_on_the_page(client: Client) -> None:
    step = own_step(client)
    post(client, step, "links", {"url": f"{PULL}/files", "title": "The change"})
    assert "The change gardener/gardener#12" in page_of(client, step)

    press(client, step.links.get(), "remove")

    assert "None yet." in page_of(client, step)


@pytest.mark.parametrize(
    ("url", "said"),
    [("", "This field is required."), ("weeds", "Enter a valid URL."), (PULL, "The step already has this link.")],
)
def test_a_link_that_cannot_be_added_says_why_and_is_kept(client: Client, url: str, said: str) -> None:
    step = own_step(client)
    StepLinkFactory(step=step, url=PULL)

    response = post(client, step, "links", {"url": url, "title": "My own words"})

    assert said in words(response)
    assert "My own words" in response.content.decode()


def test_a_link_typed_before_signing_in_is_there_afterwards(client: Client) -> None:
    step = NextStepFactory()
    post(client, step, "links", {"url": PULL})
    enter(client, "organizer", step.topic)

    assert PULL in client.get(f"/next-steps/{step.pk}/links/", follow=True).content.decode()


def test_lists_hint_at_what_may_be_done(client: Client) -> None:
    merged(NextStepFactory())
    NextStepFactory()

    assert words(client.get("/next-steps/")).count("done?") == 1


def test_lists_ask_what_became_of_what_nobody_did(client: Client) -> None:
    step = NextStepFactory(text="Water the beds.")
    merged(step, state=State.CLOSED, reason="not_planned")
    NextStepFactory(text="Turn the soil.")

    asked = words(client.get("/next-steps/?view=asked"))

    assert "Probably done 0 What became of it? 1" in asked
    assert "Water the beds." in asked
    assert "Turn the soil." not in asked


def test_the_page_says_why_nothing_is_known(client: Client) -> None:
    step = NextStepFactory()
    StepLinkFactory(step=step, problem="GitHub doesn't show it to us.")

    assert "GitHub doesn't show it to us." in page_of(client, step)


def test_a_link_that_was_taken_away_is_not_shown(client: Client) -> None:
    step = NextStepFactory()
    merged(step, removed_at=CLOSED)

    assert "Move the seeds" not in page_of(client, step)


def test_a_page_costs_the_same_for_thirty_links_as_for_three(client: Client) -> None:
    step = own_step(client)
    StepLinkFactory.create_batch(3, step=step, state=State.MERGED)
    few = queries_of(client, f"/next-steps/{step.pk}/")
    StepLinkFactory.create_batch(27, step=step, state=State.MERGED)

    assert len(queries_of(client, f"/next-steps/{step.pk}/")) == len(few)
