"""Who is reminded of what, why and today: decided without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retros.reminders.deciding.contents import Contents, PhaseItem
from retros.reminders.deciding.digests import Due, decide, ready_to_move_on, steps_after
from retros.reminders.deciding.facts import EventFacts, Owner
from retros.reminders.deciding.reasons import Kind, Why
from retros.reminders.deciding.recipients import Audience, Recipient
from retros.reminders.deciding.schedule import DueStep, Plan

TODAY = date(2026, 12, 18)  # a Friday
NOW = datetime(2026, 12, 18, 12, tzinfo=UTC)
DAY = timedelta(days=1)
EVENT, EARLIER = EventFacts(1, "2026-12", "Hack"), EventFacts(2, "2026-05", "Earlier")
ADA = Recipient(pk=1, email="ada@example.org", zone=ZoneInfo("Europe/Berlin"), name="Ada")
OLGA = replace(ADA, pk=2, email="olga@example.org", name="Olga")
STEP = DueStep(pk=1, event=EVENT, due_on=TODAY, owner=Owner(1, account=ADA.pk), planned_for=TODAY, remind_on=TODAY)
VOTE = PhaseItem(Kind.VOTE, EVENT, about=str(TODAY), until=NOW + 3 * DAY, path="/2026-12/ballot/")


def all_due(*steps: DueStep, people: tuple[Recipient, ...] = (ADA, OLGA), nudges: tuple[PhaseItem, ...] = ()) -> Due:
    """Olga organizes the event; nudges are for Ada."""
    audience = Audience({recipient.pk: recipient for recipient in people}, {EVENT.pk: [OLGA.pk]})
    return Due(steps, {ADA.pk: nudges} if nudges else {}, audience)


def outlined(digests: list[Contents]) -> list[tuple[str, int, Why]]:
    return [(digest.to.name, item.number, item.why) for digest in digests for item in digest.steps]


def test_owner_is_reminded_of_what_is_due() -> None:
    (digest,) = decide(all_due(STEP), now=NOW)

    assert (digest.to, digest.day) == (ADA, TODAY)
    assert outlined([digest]) == [("Ada", 1, Why.OWNER)]


@pytest.mark.parametrize("remind_on", [None, TODAY + DAY])
def test_nobody_is_reminded_of_what_is_not_due(remind_on: date | None) -> None:
    assert decide(all_due(replace(STEP, remind_on=remind_on)), now=NOW) == []


def test_one_digest_has_all_steps_longest_due_first() -> None:
    late = replace(STEP, pk=2, due_on=TODAY - 9 * DAY)

    (digest,) = decide(all_due(STEP, late), now=NOW)

    assert [item.step for item in digest.steps] == [late, STEP]


@pytest.mark.parametrize(
    ("step", "ada", "why"),
    [
        (replace(STEP, owner=None), ADA, Why.UNOWNED),
        (replace(STEP, owner=None, organization=7), ADA, Why.ORGANIZATION),
        (replace(STEP, owner=Owner(1, account=None)), ADA, Why.NO_ACCOUNT),
        (replace(STEP, owner=Owner(1, account=ADA.pk, has_seat=False)), ADA, Why.OWNER_LEFT),
        (STEP, replace(ADA, is_active=False), Why.OWNER_LEFT),
        (STEP, replace(ADA, bounces=True), Why.OWNER_BOUNCES),
        (STEP, replace(ADA, has_unsubscribed=True), Why.OWNER_UNSUBSCRIBED),
        (STEP, replace(ADA, by_mail=False), Why.OWNER_UNSUBSCRIBED),
    ],
)
def test_organizers_are_reminded_where_the_owner_cannot_be(step: DueStep, ada: Recipient, why: Why) -> None:
    assert outlined(decide(all_due(step, people=(ada, OLGA)), now=NOW)) == [("Olga", 1, why)]


def test_organizers_are_reminded_too_once_the_owner_did_not_answer() -> None:
    step = replace(STEP, plan=Plan(escalate_after=1), reminded={1: {ADA.pk: TODAY - 14 * DAY}})

    assert outlined(decide(all_due(step), now=NOW)) == [("Ada", 2, Why.OWNER), ("Olga", 2, Why.UNANSWERED)]


def test_organizers_of_the_latest_event_stand_in_for_those_who_cannot_be_reached() -> None:
    step = replace(STEP, event=EARLIER, owner=None)

    assert outlined(decide(all_due(step), now=NOW)) == [("Olga", 1, Why.UNOWNED)]


def test_who_had_a_number_does_not_get_it_again_and_who_had_not_does() -> None:
    step = replace(STEP, owner=None, reminded={1: {OLGA.pk: TODAY}})
    otto = replace(OLGA, pk=3, name="Otto")
    found = all_due(step)
    audience = Audience({OLGA.pk: OLGA, otto.pk: otto}, {EVENT.pk: [OLGA.pk, otto.pk]})

    assert outlined(decide(replace(found, audience=audience), now=NOW)) == [("Otto", 1, Why.UNOWNED)]


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [
        ("Europe/Berlin", 13, True),
        ("Europe/Berlin", 14, False),
        ("Pacific/Auckland", 1, True),  # it is one o'clock on the 19th
        ("Pacific/Auckland", 2, False),
        ("America/Los_Angeles", 4, True),
        ("America/Los_Angeles", 5, False),
    ],
)
def test_nobody_is_reminded_before_their_hour_where_they_are(zone: str, hour: int, *, expected: bool) -> None:
    ada = replace(ADA, zone=ZoneInfo(zone), hour=hour)

    assert bool(decide(all_due(STEP, people=(ada, OLGA)), now=NOW)) is expected


def test_nobody_gets_a_second_digest_on_a_day() -> None:
    assert decide(all_due(STEP, people=(replace(ADA, written_on=frozenset({TODAY})), OLGA)), now=NOW) == []


@pytest.mark.parametrize("wish", [{"quiet_weekdays": [4]}, {"away_until": TODAY}])
def test_steps_wait_on_a_quiet_day_and_so_do_nudges_that_can(wish: dict[str, object]) -> None:
    ada = replace(ADA, **wish)  # type: ignore[arg-type]  # fields of a Recipient

    assert decide(all_due(STEP, people=(ada, OLGA), nudges=(VOTE,)), now=NOW) == []


def test_nudge_that_would_be_too_late_tomorrow_goes_out_on_a_quiet_day_alone() -> None:
    urgent, quiet = replace(VOTE, until=NOW + timedelta(hours=10)), replace(ADA, quiet_weekdays=[4])

    (digest,) = decide(all_due(STEP, people=(quiet, OLGA), nudges=(urgent, VOTE)), now=NOW)

    assert (digest.steps, digest.nudges) == ((), (urgent,))


def test_step_moves_on_once_all_who_share_its_number_had_it() -> None:
    step = replace(STEP, plan=Plan(escalate_after=1), reminded={1: {ADA.pk: TODAY - 14 * DAY}})
    found = all_due(step)
    ada, olga = decide(found, now=NOW)

    (after_ada,) = steps_after(ada)
    (after_both,) = steps_after(replace(olga, steps=(replace(olga.steps[0], step=after_ada),)))

    assert ready_to_move_on([step, after_ada], found.audience, TODAY) == []
    assert ready_to_move_on([after_both], found.audience, TODAY) == [after_both]
    assert after_both.next_on == TODAY + 14 * DAY


def test_step_that_nobody_can_be_reminded_of_waits() -> None:
    found = all_due(replace(STEP, owner=None), people=(ADA, replace(OLGA, has_unsubscribed=True)))

    assert decide(found, now=NOW) == []
    assert ready_to_move_on(found.steps, found.audience, TODAY) == []


def test_last_reminder_says_that_it_is_the_last_and_the_owner_that_organizers_know() -> None:
    step = replace(STEP, plan=Plan(escalate_after=1, end_after=2), reminded={1: {ADA.pk: TODAY - 14 * DAY}})

    ada, olga = (digest.steps[0] for digest in decide(all_due(step), now=NOW))

    assert (ada.is_last, ada.organizers_know) == (True, True)
    assert (olga.is_last, olga.organizers_know) == (True, False)
