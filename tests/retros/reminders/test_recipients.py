from datetime import timedelta
from typing import Any

import pytest

from planning.outbox.models import Channel, Message
from planning.people.models import Attendee
from retros.nextsteps.access import changeable
from retros.nextsteps.closing import hand_over
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.deciding.digests import decide
from retros.reminders.loading.due import load_due
from retros.reminders.loading.phases import new_nudges
from retros.reminders.models import Digest, PhaseNudge, Reminder
from retros.reminders.planning import plan_reminders, write_digest
from tests.clock import at
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MessageFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    PreferenceFactory,
)
from tests.retros.reminders.due_steps import DAY, NOW, TODAY, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

Reasons = set[tuple[str, str]]


@pytest.fixture
def organizer() -> Attendee:
    made: Attendee = OrganizerFactory(event=PastEventFactory(), user__email="olga@example.org")
    return made


def step_at(organizer: Attendee, **fields: Any) -> NextStep:
    step: NextStep = NextStepFactory(topic__event=organizer.event, due_on=TODAY, **fields)
    return step


def owner_at(organizer: Attendee, **fields: Any) -> Attendee:
    owner: Attendee = AttendeeFactory(event=organizer.event, user__email="ada@example.org", **fields)
    return owner


def reminded() -> Reasons:
    plan_reminders(now=NOW)
    return set(Reminder.objects.values_list("to__email", "why"))


def bounce(address: str) -> None:
    MessageFactory.create_batch(3, to=address, state=Message.State.DEAD, bounced_at=NOW - 30 * DAY)


def test_owner_alone_is_reminded(organizer: Attendee) -> None:
    step_at(organizer, owner=owner_at(organizer))

    assert reminded() == {("ada@example.org", "owner")}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"user": None}, "no account"),
        ({"user__is_active": False}, "owner left"),
        ({"cancelled_at": NOW}, "owner left"),
        ({"waiting_since": NOW}, "owner left"),
    ],
)
def test_organizers_are_reminded_of_steps_whose_owner_never_came_or_left(
    organizer: Attendee, fields: Any, why: str
) -> None:
    step_at(organizer, owner=AttendeeFactory(event=organizer.event, **fields))

    assert reminded() == {("olga@example.org", why)}


def test_organizers_are_reminded_of_steps_that_nobody_or_an_organization_has(organizer: Attendee) -> None:
    step_at(organizer)
    step_at(organizer, owner_organization=OrganizationFactory())

    assert reminded() == {("olga@example.org", "unowned"), ("olga@example.org", "organization")}
    assert Message.objects.count() == 1


def test_organizers_are_reminded_where_mail_to_the_owner_bounces(organizer: Attendee) -> None:
    step_at(organizer, owner=owner_at(organizer))
    bounce("ada@example.org")

    assert reminded() == {("olga@example.org", "owner bounces")}


@pytest.mark.parametrize("wish", [{"unsubscribed_at": NOW}, {"by_mail": False}])
def test_organizers_are_reminded_where_the_owner_wants_nothing(organizer: Attendee, wish: dict[str, Any]) -> None:
    owner = owner_at(organizer)
    PreferenceFactory(user=owner.user, **wish)
    step_at(organizer, owner=owner)

    assert reminded() == {("olga@example.org", "owner unsubscribed")}


def test_owner_who_wants_no_mail_is_reminded_in_their_channel(organizer: Attendee) -> None:
    owner = owner_at(organizer)
    PreferenceFactory(user=owner.user, by_mail=False)
    Channel.objects.create(name="Slack", url="slack://a/b/c", user=owner.user, made_at=NOW)
    Channel.objects.create(name="Old", url="", user=owner.user, made_at=NOW, removed_at=NOW)
    step_at(organizer, owner=owner)

    assert reminded() == {("ada@example.org", "owner")}

    message = Message.objects.get()
    assert (message.to, message.channel and message.channel.name, message.html) == ("Slack", "Slack", "")


def test_owner_with_channels_gets_mail_and_posts(organizer: Attendee) -> None:
    owner = owner_at(organizer)
    Channel.objects.create(name="Slack", url="slack://a/b/c", user=owner.user, made_at=NOW)
    step_at(organizer, owner=owner)

    plan_reminders(now=NOW)

    assert set(Message.objects.values_list("to", flat=True)) == {"ada@example.org", "Slack"}
    assert Digest.objects.get().messages.count() == 2


def test_organizers_are_reminded_too_once_the_owner_did_not_answer(organizer: Attendee) -> None:
    step_at(organizer, owner=owner_at(organizer))
    FollowUp.objects.create(event=organizer.event, escalate_after=3, end_after=5, repeat_days=7)

    for days in range(60):
        plan_reminders(now=NOW + days * DAY)

    numbers = Reminder.objects.order_by("number", "to__email").values_list("number", "to__email", "why")
    assert list(numbers) == [
        (1, "ada@example.org", "owner"),
        (2, "ada@example.org", "owner"),
        (3, "ada@example.org", "owner"),
        (4, "ada@example.org", "owner"),
        (4, "olga@example.org", "unanswered"),
        (5, "ada@example.org", "owner"),
        (5, "olga@example.org", "unanswered"),
    ]


def test_all_who_share_a_number_get_it_each_at_their_time(organizer: Attendee) -> None:
    """One organizer sleeps in, one is away until the next number is due: that one gets the next."""
    late, away = (OrganizerFactory(event=organizer.event) for _ in range(2))
    PreferenceFactory(user=late.user, hour=22)
    PreferenceFactory(user=away.user, away_until=TODAY + 13 * DAY)
    step_at(organizer)

    for hours in range(24 * 15):
        if hours < 24 or hours > 24 * 13:
            plan_reminders(now=NOW + timedelta(hours=hours))

    days = Reminder.objects.order_by("number", "to").values_list("number", "to", "digest__day")
    assert list(days) == [
        (1, organizer.user_id, TODAY),
        (1, late.user_id, TODAY),
        (2, organizer.user_id, TODAY + 14 * DAY),
        (2, late.user_id, TODAY + 14 * DAY),
        (2, away.user_id, TODAY + 14 * DAY),
    ]


def test_owner_who_organizes_is_reminded_once(organizer: Attendee) -> None:
    step_at(organizer, owner=organizer)
    FollowUp.objects.create(event=organizer.event, escalate_after=1, repeat_days=1)

    for days in range(2):
        plan_reminders(now=NOW + days * DAY)

    assert list(Reminder.objects.order_by("number").values_list("number", "why")) == [(1, "owner"), (2, "owner")]


def test_where_an_event_has_no_organizer_to_reach_those_of_the_latest_one_are_reminded(organizer: Attendee) -> None:
    OrganizerFactory(event=EventFactory(slug="2999-12"), user__email="future@example.org")
    OrganizerFactory(event=EventFactory(slug="2999-11"), user__email="earlier@example.org")
    PreferenceFactory(user=organizer.user, unsubscribed_at=NOW)
    step_at(organizer)

    assert reminded() == {("future@example.org", "unowned")}


def test_organizers_who_are_asked_in_the_place_of_others_may_act_until_it_is_settled(organizer: Attendee) -> None:
    step = NextStepFactory(topic__event=PastEventFactory(slug="2999-12"), due_on=TODAY)
    other = NextStepFactory(topic=step.topic, due_on=TODAY + DAY, number=2)
    assert reminded() == {("olga@example.org", "unowned")}

    assert changeable(user_of(organizer), [step, other]) == {step.pk}
    NextStep.objects.filter(pk=step.pk).update(due_on=TODAY + 60 * DAY)
    assert not changeable(user_of(organizer), [step])
    NextStep.objects.filter(pk=step.pk).update(due_on=TODAY)
    Attendee.objects.filter(pk=organizer.pk).update(role=Attendee.Role.ATTENDEE)
    assert not changeable(user_of(organizer), [step])


def test_who_handed_a_step_over_may_act_on_it_no_more(organizer: Attendee) -> None:
    owner = owner_at(organizer)
    step = step_at(organizer, owner=owner)
    assert reminded() == {("ada@example.org", "owner")}

    hand_over(step, owner=AttendeeFactory(event=organizer.event), now=NOW)

    assert not changeable(user_of(owner), [step])


def test_no_more_than_five_organizers_are_reminded(organizer: Attendee) -> None:
    OrganizerFactory.create_batch(6, event=organizer.event)
    step_at(organizer)

    assert len(reminded()) == 5


def test_step_that_nobody_can_be_reminded_of_waits_and_its_number_with_it() -> None:
    step = NextStepFactory(topic__event=PastEventFactory(), due_on=TODAY)
    assert plan_reminders(now=NOW) == 0
    OrganizerFactory(event=step.topic.event)

    assert plan_reminders(now=NOW + 50 * DAY) == 1

    assert Reminder.objects.get().number == 1


def test_phase_nudges_come_once_and_with_the_steps() -> None:
    voter = AttendeeFactory(event=EventFactory())  # voting closes on 15 October
    before = AttendeeFactory(event=PastEventFactory(), user=voter.user)
    step = NextStepFactory(topic__event=before.event, owner=before, due_on=at(10, 14).date())

    written = [plan_reminders(now=at(10, day)) for day in (13, 14, 14, 15)]

    assert written == [0, 1, 0, 0]
    digest = Digest.objects.get()
    assert [nudge.kind for nudge in digest.phase_nudges.all()] == ["vote"]
    assert [reminder.step for reminder in digest.reminders.all()] == [step]


@pytest.mark.parametrize(
    ("quiet_weekdays", "days"),
    [([], [14]), ([2], [14]), ([2, 3], [14]), ([3], [14])],
)  # the 14th, on which it is sent first, is a Wednesday; voting closes on Thursday at noon
def test_nudge_that_would_be_too_late_goes_out_on_a_quiet_day(quiet_weekdays: list[int], days: list[int]) -> None:
    voter = AttendeeFactory(event=EventFactory(voting_closes_at=at(10, 15, hour=6)))
    PreferenceFactory(user=voter.user, quiet_weekdays=quiet_weekdays, hour=8)

    assert [day for day in range(12, 17) if plan_reminders(now=at(10, day))] == days


def test_nudge_that_can_wait_leaves_a_quiet_day_alone() -> None:
    voter = AttendeeFactory(event=EventFactory(voting_closes_at=at(10, 15, hour=20)))
    PreferenceFactory(user=voter.user, quiet_weekdays=[2])

    assert [day for day in range(12, 17) if plan_reminders(now=at(10, day))] == [15]


def test_nudge_that_was_sent_meanwhile_takes_its_digest_back() -> None:
    voter = AttendeeFactory(event=EventFactory())
    now = at(10, 14)
    due = load_due(new_nudges(now), now=now)
    (digest,) = decide(due, now=now)
    plan_reminders(now=now)
    Digest.objects.update(day=TODAY)
    Message.objects.all().delete()

    assert not write_digest(digest, due, now=now)

    assert (Message.objects.count(), PhaseNudge.objects.count()) == (0, 1)
    assert not Digest.objects.filter(day=now.date(), user=voter.user).exists()


def test_preference_with_every_day_quiet_stops_nobody_else(organizer: Attendee) -> None:
    owner = owner_at(organizer)
    PreferenceFactory(user=owner.user, quiet_weekdays=list(range(7)))
    step_at(organizer, owner=owner)
    step_at(organizer)

    assert reminded() == {("olga@example.org", "unowned")}
