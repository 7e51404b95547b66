from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.paging import ROWS
from planning.people.models import Attendee
from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest
from retros.reminders.planning import plan_reminders
from retros.reminders.preview.holding import hold_digest
from tests.admin_pages import address
from tests.factories import AttendeeFactory, DueStepFactory, OrganizerFactory, PreferenceFactory
from tests.flat import assert_flat
from tests.pages import organizing, words, writes_of

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


@pytest.fixture
def step() -> NextStep:
    """Due tomorrow, of Ada."""
    due_on = timezone.localdate() + TOMORROW
    made: NextStep = DueStepFactory(due_on=due_on, owner__name="Ada Sprout", text="Merge it.")
    return made


@pytest.fixture
def organizer(step: NextStep, client: Client) -> Attendee:
    return organizing(client, step.topic.event)


def page_of(step: NextStep) -> str:
    return f"/{step.topic.event.slug}/reminders/"


def decision(step: NextStep, action: str, **more: str) -> dict[str, object]:
    assert step.owner is not None
    return {"reader": step.owner.user_id, "day": str(step.due_on), "action": action, **more}


@pytest.mark.usefixtures("organizer")
def test_organizers_see_who_is_reminded_of_what_and_why(client: Client, step: NextStep) -> None:
    page = words(client.get(page_of(step)))

    assert "Ada Sprout" in page
    assert "Merge it." in page
    assert "reminder 1: their own step" in page
    assert "@" not in page


def test_organizers_and_staff_see_what_nobody_can_be_reminded_of(
    client: Client, admin_client: Client, organizer: Attendee, step: NextStep
) -> None:
    NextStep.objects.filter(pk=step.pk).update(owner=None, due_on=timezone.localdate())
    pages = (client, page_of(step)), (admin_client, address(Digest, "preview"))
    assert not any("No one to remind" in words(who.get(page)) for who, page in pages)

    PreferenceFactory(user=organizer.user, unsubscribed_at=timezone.now())

    assert all("No one to remind" in words(who.get(page)) for who, page in pages)
    assert all("Merge it." in words(who.get(page)) for who, page in pages)


@pytest.mark.usefixtures("organizer")
def test_organizers_see_nothing_of_other_events(client: Client, step: NextStep) -> None:
    assert step.owner is not None
    DueStepFactory(text="Elsewhere.", owner=AttendeeFactory(user=step.owner.user), due_on=step.due_on)

    assert "Elsewhere." not in words(client.get(page_of(step)))


@pytest.mark.usefixtures("organizer")
def test_preview_is_never_changed_by_looking(client: Client, step: NextStep) -> None:
    assert writes_of(client, page_of(step)) == []


def test_preview_is_for_organizers_alone(client: Client, step: NextStep) -> None:
    attendee = AttendeeFactory(event=step.topic.event)
    assert client.get(page_of(step)).status_code == 302

    client.force_login(attendee.user)

    assert client.get(page_of(step)).status_code == 403


def test_organizer_holds_and_releases(client: Client, step: NextStep, organizer: Attendee) -> None:
    held = client.post(page_of(step), decision(step, "hold"), follow=True)
    digest = Digest.objects.get()
    assert (digest.held_by, digest.day) == (organizer.user, step.due_on)
    assert "It's held" in words(held)

    released = client.post(page_of(step), decision(step, "release"), follow=True)

    assert "It has been released." in words(released)
    assert not Digest.objects.get().is_held


@pytest.mark.usefixtures("organizer")
def test_organizer_edits_the_opening_words(client: Client, step: NextStep) -> None:
    client.post(page_of(step), decision(step, "word", opening="The hut is booked."))

    assert "The hut is booked." in words(client.get(page_of(step)))


@pytest.mark.usefixtures("organizer")
def test_words_that_are_refused_stay_where_they_were_typed(client: Client, step: NextStep) -> None:
    page = words(client.post(page_of(step), decision(step, "word", opening="a" * 2001)))

    assert "2001" in page
    assert "a" * 2001 in page


@pytest.mark.usefixtures("organizer")
def test_digest_that_says_nothing_of_the_event_is_not_to_be_decided_on(client: Client, step: NextStep) -> None:
    other = DueStepFactory(due_on=step.due_on)

    assert client.post(page_of(step), decision(other, "hold")).status_code == 404
    assert not Digest.objects.exists()


@pytest.mark.usefixtures("organizer")
def test_digest_that_waits_in_the_outbox_is_released_from_the_page(client: Client, step: NextStep) -> None:
    now, today = timezone.now(), timezone.localdate()
    NextStep.objects.update(due_on=today)
    step.refresh_from_db()
    hold_digest(step.owner.user, today, by=step.owner.user, now=now)  # type: ignore[union-attr, arg-type]  # made with both
    plan_reminders(now=now)
    assert "Held back" in words(client.get(page_of(step)))

    client.post(page_of(step), decision(step, "release"))

    assert "Held back" not in words(client.get(page_of(step)))


def test_admin_looks_ahead_holds_and_words(admin_client: Client, step: NextStep) -> None:
    page = address(Digest, "preview")
    assert page in admin_client.get(address(Digest, "changelist")).content.decode()
    assert "Merge it." in words(admin_client.get(page))

    admin_client.post(page, decision(step, "hold"))
    admin_client.post(page, decision(step, "word", opening="Wait for it."))

    digest = Digest.objects.get()
    assert (digest.is_held, digest.opening) == (True, "Wait for it.")


def test_admin_who_may_only_read_cannot_look_ahead(client: Client) -> None:
    organizer = OrganizerFactory(user__is_staff=True)
    client.force_login(organizer.user)

    assert client.get(address(Digest, "preview")).status_code == 403


@pytest.mark.usefixtures("organizer")
def test_quiet_week_says_so(client: Client, step: NextStep) -> None:
    PreferenceFactory._meta.model.objects.update(away_until=date(2999, 1, 1))

    assert "Nothing goes out in the next seven days." in words(client.get(page_of(step)))


def add_steps(step: NextStep, number: int, owner: Attendee | None = None) -> None:
    """Due on the same day, each of someone else unless they have an owner."""
    event, before = step.topic.event, step.topic.next_steps.count()
    owners = [owner] * number if owner else AttendeeFactory.create_batch(number, event=event)
    NextStep.objects.bulk_create(
        NextStep(topic=step.topic, number=before + place, text=f"Step {place}.", owner=person, due_on=step.due_on)
        for place, person in enumerate(owners, start=1)
    )


@pytest.mark.usefixtures("organizer")
def test_preview_costs_the_same_for_one_page_and_for_three(client: Client, step: NextStep) -> None:
    assert_flat(client, page_of(step), lambda number: add_steps(step, number))


@pytest.mark.usefixtures("organizer")
def test_preview_costs_the_same_however_many_steps_someone_has(client: Client, step: NextStep) -> None:
    assert_flat(client, page_of(step), lambda number: add_steps(step, number, step.owner))
    assert "and 131 more" in words(client.get(page_of(step)))


def test_preview_of_all_digests_is_paged_and_a_decision_leads_back_to_its_page(
    client: Client, admin_client: Client, organizer: Attendee, step: NextStep
) -> None:
    add_steps(step, ROWS)
    pages = (client, page_of(step)), (admin_client, address(Digest, "preview"))

    for who, page in pages:
        assert "1 to 50 of 51" in words(who.get(page))
        assert words(who.get(page, {"page": 2})).count("their own step") == 1
    response = client.post(f"{page_of(step)}?page=2", decision(step, "hold"))

    assert response.headers["Location"] == f"{page_of(step)}?page=2"
