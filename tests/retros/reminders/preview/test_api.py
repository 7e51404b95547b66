from datetime import timedelta

import pytest
from django.utils import timezone

from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest
from tests.api import refusal, visitor, wrong_fields
from tests.factories import AttendeeFactory, DueStepFactory, OrganizerFactory, PreferenceFactory, UserFactory

PREVIEW = "/api/v1/reminders/preview/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def step() -> NextStep:
    made: NextStep = DueStepFactory(due_on=timezone.localdate() + timedelta(days=1))
    return made


def choice(step: NextStep, **more: str) -> dict[str, object]:
    assert step.owner is not None
    return {"reader": step.owner.user_id, "day": str(step.due_on), **more}


def test_preview_shows_organizers_their_events_and_staff_all(step: NextStep) -> None:
    other = DueStepFactory(due_on=step.due_on)
    organizer, staff = OrganizerFactory(event=step.topic.event), UserFactory(is_staff=True, is_superuser=True)

    seen = [
        [item["id"] for digest in visitor(who).get(PREVIEW).json() for item in digest["steps"]]
        for who in (organizer, staff)
    ]

    assert seen[0] == [step.pk]
    assert set(seen[1]) == {step.pk, other.pk}


def test_preview_shows_who_what_when_and_why_but_no_address(step: NextStep) -> None:
    response = visitor(OrganizerFactory(event=step.topic.event)).get(f"{PREVIEW}?event={step.topic.event.slug}")

    (digest,) = response.json()
    assert (digest["name"], digest["day"], digest["is_held"]) == (step.owner_name, str(step.due_on), False)
    assert [(item["number"], item["why"], item["is_last"]) for item in digest["steps"]] == [(1, "owner", False)]
    assert "@" not in response.content.decode()


def test_steps_that_nobody_can_be_reminded_of_are_listed_for_those_who_look_after_them(step: NextStep) -> None:
    organizer, elsewhere = OrganizerFactory(event=step.topic.event), OrganizerFactory()
    for who in (organizer, elsewhere):
        PreferenceFactory(user=who.user, unsubscribed_at=timezone.now())
    NextStep.objects.filter(pk=step.pk).update(owner=None, due_on=timezone.localdate() - timedelta(days=1))

    seen = [visitor(who).get(f"{PREVIEW}untold/").json() for who in (organizer, elsewhere)]

    assert [[waiting["id"] for waiting in steps] for steps in seen] == [[step.pk], []]
    assert visitor(AttendeeFactory()).get(f"{PREVIEW}untold/").status_code == 403


def test_preview_looks_as_far_as_asked(step: NextStep) -> None:
    client = visitor(OrganizerFactory(event=step.topic.event))

    assert client.get(f"{PREVIEW}?days=1").json() == []
    assert wrong_fields(client.get(f"{PREVIEW}?days=99")) == {"days"}


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
