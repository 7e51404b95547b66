from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from planning.paging import ROWS
from planning.people.models import Attendee, User
from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest
from tests.api import refusal, visitor, wrong_fields
from tests.factories import AttendeeFactory, DueStepFactory, OrganizerFactory, PreferenceFactory, UserFactory
from tests.flat import assert_flat

PREVIEW = "/api/v1/reminders/preview/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def step() -> NextStep:
    made: NextStep = DueStepFactory(due_on=timezone.localdate() + timedelta(days=1))
    return made


def choice(step: NextStep, **more: str) -> dict[str, object]:
    assert step.owner is not None
    return {"reader": step.owner.user_id, "day": str(step.due_on), **more}


def preview(who: Attendee | User, query: str = "") -> list[Any]:
    planned: list[Any] = visitor(who).get(f"{PREVIEW}{query}").json()["results"]
    return planned


def test_preview_shows_organizers_their_events_and_staff_all(step: NextStep) -> None:
    other = DueStepFactory(due_on=step.due_on)
    organizer, staff = OrganizerFactory(event=step.topic.event), UserFactory(is_staff=True, is_superuser=True)

    seen = [[item["id"] for digest in preview(who) for item in digest["steps"]] for who in (organizer, staff)]

    assert seen[0] == [step.pk]
    assert set(seen[1]) == {step.pk, other.pk}


def test_preview_shows_who_what_when_and_why_but_no_address(step: NextStep) -> None:
    response = visitor(OrganizerFactory(event=step.topic.event)).get(f"{PREVIEW}?event={step.topic.event.slug}")

    (digest,) = response.json()["results"]
    assert (digest["name"], digest["day"], digest["is_held"]) == (step.owner_name, str(step.due_on), False)
    assert [(item["number"], item["why"], item["is_last"]) for item in digest["steps"]] == [(1, "owner", False)]
    assert "@" not in response.content.decode()


def test_steps_that_nobody_can_be_reminded_of_are_listed_for_those_who_look_after_them(step: NextStep) -> None:
    organizer, elsewhere = OrganizerFactory(event=step.topic.event), OrganizerFactory()
    for who in (organizer, elsewhere):
        PreferenceFactory(user=who.user, unsubscribed_at=timezone.now())
    NextStep.objects.filter(pk=step.pk).update(owner=None, due_on=timezone.localdate() - timedelta(days=1))

    seen = [visitor(who).get(f"{PREVIEW}untold/").json()["results"] for who in (organizer, elsewhere)]

    assert [[waiting["id"] for waiting in steps] for steps in seen] == [[step.pk], []]
    assert visitor(AttendeeFactory()).get(f"{PREVIEW}untold/").status_code == 403


def test_preview_looks_as_far_as_asked(step: NextStep) -> None:
    client = visitor(OrganizerFactory(event=step.topic.event))

    assert client.get(f"{PREVIEW}?days=1").json()["results"] == []
    assert wrong_fields(client.get(f"{PREVIEW}?days=99")) == {"days"}


def add_steps(step: NextStep, number: int, owner: Attendee | None = None) -> None:
    """Due on the same day, each of someone else unless they have an owner."""
    event, before = step.topic.event, step.topic.next_steps.count()
    owners = [owner] * number if owner else AttendeeFactory.create_batch(number, event=event)
    NextStep.objects.bulk_create(
        NextStep(topic=step.topic, number=before + place, text=f"Step {place:03}.", owner=person, due_on=step.due_on)
        for place, person in enumerate(owners, start=1)
    )


def test_preview_costs_the_same_for_one_page_and_for_three(step: NextStep) -> None:
    organizer = OrganizerFactory(event=step.topic.event)

    assert_flat(visitor(organizer), PREVIEW, lambda number: add_steps(step, number))


def test_preview_costs_the_same_however_many_steps_someone_has(step: NextStep) -> None:
    organizer = OrganizerFactory(event=step.topic.event)

    assert_flat(visitor(organizer), PREVIEW, lambda number: add_steps(step, number, step.owner))
    (digest,) = preview(organizer)
    assert (len(digest["steps"]), digest["more_steps"]) == (20, 131)


def test_preview_leads_through_the_pages_for_as_many_days_as_asked(step: NextStep) -> None:
    organizer = OrganizerFactory(event=step.topic.event)
    add_steps(step, ROWS)

    first = visitor(organizer).get(f"{PREVIEW}?days=5").json()
    second = visitor(organizer).get(first["next"]).json()

    assert (first["count"], len(first["results"]), len(second["results"])) == (ROWS + 1, ROWS, 1)
    assert "days=5" in first["next"]
    assert refusal(visitor(organizer).get(f"{PREVIEW}?page=3"))[0] == 404


def test_what_nobody_can_be_reminded_of_costs_the_same_for_one_page_and_for_three(step: NextStep) -> None:
    organizer = OrganizerFactory(event=step.topic.event)
    PreferenceFactory(user=organizer.user, unsubscribed_at=timezone.now())
    NextStep.objects.filter(pk=step.pk).update(due_on=timezone.localdate())
    step.refresh_from_db()

    def add(number: int) -> None:
        add_steps(step, number)
        step.topic.next_steps.update(owner=None)

    assert_flat(visitor(organizer), f"{PREVIEW}untold/", add)


def test_preview_is_nothing_for_others(step: NextStep) -> None:
    elsewhere = OrganizerFactory()
    refused = [
        refusal(visitor(who).get(f"{PREVIEW}?event={step.topic.event.slug}"))[0]
        for who in (None, AttendeeFactory(event=step.topic.event), elsewhere)
    ]

    assert refused == [401, 403, 403]
    assert refusal(visitor(elsewhere).post(f"{PREVIEW}hold/", choice(step)))[0] == 404


def test_digest_is_held_worded_and_released(step: NextStep) -> None:
    client = visitor(OrganizerFactory(event=step.topic.event))

    held = client.post(f"{PREVIEW}hold/", choice(step)).json()
    worded = client.post(f"{PREVIEW}word/", choice(step, opening="Soon.")).json()
    released = client.post(f"{PREVIEW}release/", choice(step)).json()

    assert [held["is_held"], worded["opening"], released["is_held"]] == [True, "Soon.", False]
    assert Digest.objects.count() == 1


def test_release_of_what_nobody_holds_is_refused(step: NextStep) -> None:
    client = visitor(OrganizerFactory(event=step.topic.event))

    assert refusal(client.post(f"{PREVIEW}release/", choice(step)))[0] == 409
