from typing import Any

import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from tests.api import refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import WRAP_UP
from tests.factories import AttendeeFactory, NextStepFactory, ReminderFactory, StepLinkFactory

pytestmark = pytest.mark.django_db

State = StepLink.State
PULL = "https://github.com/gardener/gardener/pull/12"


@pytest.fixture
def owner() -> Attendee:
    owner: Attendee = AttendeeFactory(event__phase=Phase.WRAP_UP)
    return owner


@pytest.fixture
def step(owner: Attendee) -> NextStep:
    step: NextStep = NextStepFactory(owner=owner, topic__event=owner.event)
    return step


def links(step: NextStep, path: str = "") -> str:
    return f"/api/v1/next-steps/{step.pk}/links/{path}"


def merged(step: NextStep) -> StepLink:
    link: StepLink = StepLinkFactory(step=step, url=PULL, title="Seeds", state=State.MERGED, changed_at=WRAP_UP)
    return link


def test_links_are_read_by_anyone(step: NextStep) -> None:
    merged(step)
    StepLinkFactory(step=step, removed_at=WRAP_UP)

    (answer,) = visitor().get(links(step)).json()["results"]

    assert (answer["url"], answer["name"], answer["state"], answer["proposes_done"]) == (
        PULL,
        "gardener/gardener#12",
        "merged",
        True,
    )


def test_the_list_says_of_open_steps_alone_what_their_links_mean(step: NextStep) -> None:
    merged(step)
    closed = NextStepFactory(state=NextStep.State.DONE)
    merged(closed)
    abandoned = NextStepFactory()
    StepLinkFactory(step=abandoned, state=State.CLOSED, reason="not_planned")
    unlinked = NextStepFactory()

    listed = visitor().get("/api/v1/next-steps/").json()["results"]

    assert {each["id"]: (each["proposes_done"], each["asks_what_became"]) for each in listed} == {
        step.pk: (True, False),
        closed.pk: (False, False),
        abandoned.pk: (False, True),
        unlinked.pk: (False, False),
    }


def test_next_steps_tell_whether_they_may_be_done(step: NextStep, owner: Attendee) -> None:
    def proposes_done() -> Any:
        return visitor().get(f"/api/v1/next-steps/{step.pk}/").json()["proposes_done"]

    before = proposes_done()
    link = merged(step)
    after = proposes_done()
    visitor(owner).post(links(step, f"{link.pk}/dismiss/"))

    assert (before, after, proposes_done()) == (False, True, False)


def test_links_are_added_and_removed_by_those_who_may_change_the_step(step: NextStep, owner: Attendee) -> None:
    client = visitor(owner)

    added = client.post(links(step), {"url": f"{PULL}/files", "title": "The change"})
    removed = client.delete(links(step, f"{added.json()['id']}/"))

    assert (added.status_code, added.json()["url"]) == (201, PULL)
    assert removed.status_code == 204
    assert visitor().get(links(step)).json()["results"] == []


def test_confirm_closes_the_step(step: NextStep, owner: Attendee) -> None:
    answer = visitor(owner).post(links(step, f"{merged(step).pk}/confirm/")).json()

    assert (answer["state"], answer["proposes_done"]) == ("done", False)
    assert PULL in answer["closing_note"]


def test_what_nobody_did_asks_what_became_of_the_step(step: NextStep, owner: Attendee) -> None:
    link = StepLinkFactory(step=step, state=State.CLOSED, reason="duplicate")
    client = visitor(owner)

    (answer,) = client.get("/api/v1/next-steps/?asked=true").json()["results"]
    (listed_link,) = client.get(links(step)).json()["results"]
    refused = client.post(links(step, f"{link.pk}/confirm/"))
    dropped = client.post(links(step, f"{link.pk}/drop/")).json()

    assert (answer["id"], answer["proposes_done"], answer["asks_what_became"]) == (step.pk, False, True)
    assert (listed_link["proposes_done"], listed_link["asks_what_became"]) == (False, True)
    assert refusal(refused)[0] == 409
    assert (dropped["state"], dropped["asks_what_became"]) == ("dropped", False)


def test_what_makes_no_sense_is_refused(step: NextStep, owner: Attendee) -> None:
    client = visitor(owner)
    client.post(links(step), {"url": PULL})

    assert refusal(client.post(links(step), {"url": PULL})) == (409, "The step already has this link.")
    assert refusal(client.delete(links(step, "4711/"))) == (409, "The step no longer has this link.")
    assert refusal(client.post(links(step, f"{step.links.get().pk}/dismiss/")))[0] == 409
    assert wrong_fields(client.post(links(step), {"url": "weeds"})) == {"url"}
    assert wrong_fields(client.post(links(step), {"url": "ftp://example.org/"})) == {"url"}
    assert refusal(visitor().get(links(NextStep(pk=4711))))[0] == 404


@pytest.mark.parametrize(
    ("path", "method"),
    [("", "post"), ("1/", "delete"), ("1/dismiss/", "post"), ("1/confirm/", "post"), ("1/drop/", "post")],
)
def test_others_change_nothing(step: NextStep, path: str, method: str) -> None:
    for who, status in ((None, 401), (AttendeeFactory(event=step.topic.event), 403)):
        response = getattr(visitor(who), method)(links(step, path), {"url": PULL})

        assert refusal(response)[0] == status


def test_reminders_tell_it_of_their_steps_too(step: NextStep, owner: Attendee) -> None:
    ReminderFactory(step=merged(step).step, to=owner.user)

    (answer,) = visitor(owner).get("/api/v1/reminders/").json()["results"]

    assert answer["step"]["proposes_done"] is True


def test_links_cost_the_same_queries_however_many(step: NextStep) -> None:
    same_queries_for_3_and_30(visitor(), links(step), lambda number: StepLinkFactory.create_batch(number, step=step))
