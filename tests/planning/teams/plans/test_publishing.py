from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from planning.clock import stopped_at
from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.registration.registering import give_up_seat
from planning.teams.membership import TeamRejected
from planning.teams.models import Membership, Team, Wish
from planning.teams.plans.loading import PlanOptions
from planning.teams.plans.making import make_plans
from planning.teams.plans.models import PlannedTeams
from planning.teams.plans.publishing import changes_since, form_teams, publish_plan, undo_publication
from planning.teams.wishes import make_wishes
from tests.clock import TEAM_FORMATION
from tests.factories import AttendeeFactory, CheckInFactory, EventFactory, OrganizationFactory, TopicFactory

pytestmark = pytest.mark.django_db
NOW = stopped_at(TEAM_FORMATION)
LATER = stopped_at(TEAM_FORMATION + timedelta(minutes=1))


def event_of_four(phase: Phase | None = None) -> Event:
    """Two wish for Seeds before Shoots, and two the other way round."""
    event = EventFactory(phase=phase)
    seeds, shoots = (TopicFactory(event=event, title=title, emoji="") for title in ("Seeds", "Shoots"))
    for wishes in ([seeds, shoots], [seeds, shoots], [shoots, seeds], [shoots, seeds]):
        person = AttendeeFactory(event=event)
        Wish.objects.bulk_create(
            Wish(attendee=person, topic=topic, rank=rank) for rank, topic in enumerate(wishes, start=1)
        )
    return event


def plan_of(event: Event, *, places: int = 7, mixed: bool = True) -> PlannedTeams:
    return make_plans(event, [PlanOptions(places, mixed)], clock=NOW)[0]


def test_a_draft_changes_nothing() -> None:
    plan = plan_of(event_of_four())

    assert plan.result["status"] == "optimal"
    assert set(plan.result["ranks"].values()) == {1}
    assert not Team.objects.exists()
    assert not Message.objects.exists()


def test_places_leave_the_lower_topics_of_the_tally_out() -> None:
    plan = plan_of(event_of_four(), places=1)

    assert len(plan.result["open"]) == 1
    assert sorted(plan.result["ranks"].values()) == [1, 1, 2, 2]


def test_a_mixed_plan_puts_no_organization_by_itself() -> None:
    event = event_of_four()
    for person, organization in zip(
        event.attendees.order_by("pk"),
        [one := OrganizationFactory(), one, other := OrganizationFactory(), other],
        strict=True,
    ):
        person.organization = organization
        person.save()

    mixed, free = (plan_of(event, mixed=mixed) for mixed in (True, False))

    assert mixed.result["objective"]["wishes"] == 2
    assert free.result["objective"]["wishes"] == 0


def test_publishing_makes_the_teams_and_tells_each_person_why_once() -> None:
    event = event_of_four()

    publish_plan(plan_of(event, places=1), clock=LATER)

    assert Membership.objects.count() == 4
    assert Message.objects.count() == 4
    texts = [message.text for message in Message.objects.all()]
    assert sum("“Seeds” is your second wish. “Shoots” does not run." in text for text in texts) == 2
    assert sum("It is your first wish." in text for text in texts) == 2


def test_publishing_twice_is_refused() -> None:
    plan = plan_of(event_of_four())
    publish_plan(plan, clock=LATER)

    with pytest.raises(TeamRejected, match="Someone published or replaced this plan"):
        publish_plan(plan, clock=LATER)


def test_publishing_after_someone_published_another_plan_is_refused() -> None:
    event = event_of_four()
    one, other = make_plans(event, [PlanOptions(2), PlanOptions(1)], clock=NOW)
    publish_plan(one, clock=LATER)

    with pytest.raises(TeamRejected, match="Someone published another plan while you were here"):
        publish_plan(other, clock=LATER)


def test_publishing_names_who_left_and_came_and_changed_their_wishes_meanwhile() -> None:
    event = event_of_four()
    plan = plan_of(event)
    first, second, *_ = event.attendees.order_by("pk")
    give_up_seat(first, clock=LATER)
    make_wishes(second, [], clock=LATER)
    newcomer = AttendeeFactory(event=event)

    with pytest.raises(TeamRejected) as refusal:
        publish_plan(plan, clock=LATER)

    assert f"{newcomer} came, {first} left and {second} changed wishes or days." in str(refusal.value)
    assert not Team.objects.exists()


def test_a_topic_withdrawn_meanwhile_is_named() -> None:
    event = event_of_four()
    plan = plan_of(event)
    event.topics.filter(title="Shoots").update(withdrawn_at=TEAM_FORMATION)

    assert "“Shoots” was withdrawn" in changes_since(plan, event)


def test_worked_out_again_few_people_move() -> None:
    event = event_of_four()
    plan = plan_of(event, places=1)

    again = make_plans(event, [PlanOptions(1)], near=plan, clock=LATER)[0]

    assert again.result["plan"] == plan.result["plan"]
    assert [person["previous"] for person in again.problem["people"]] == list(plan.result["plan"].values())


def test_undoing_within_the_hour_takes_the_teams_back_and_says_so() -> None:
    event = event_of_four()
    plan = plan_of(event)
    publish_plan(plan, clock=LATER)

    undo_publication(plan, clock=LATER)

    assert not Team.objects.exists()
    assert Message.objects.filter(subject=f"The teams of {event} were taken back").count() == 4


def test_undoing_brings_the_teams_of_the_plan_before_back() -> None:
    event = event_of_four()
    publish_plan(plan_of(event), clock=NOW)
    second = make_plans(event, [PlanOptions(1)], clock=LATER)[0]
    publish_plan(second, clock=LATER)

    undo_publication(second, clock=LATER)

    assert Team.objects.count() == 2


def test_undoing_after_an_hour_is_refused() -> None:
    plan = plan_of(event_of_four())
    publish_plan(plan, clock=NOW)

    with pytest.raises(TeamRejected, match="for an hour after they were published"):
        undo_publication(plan, clock=stopped_at(TEAM_FORMATION + timedelta(hours=1)))


def test_undoing_once_somebody_checked_in_is_refused() -> None:
    event = event_of_four()
    team = form_teams(event, clock=NOW)[0]
    CheckInFactory(team=team)

    with pytest.raises(TeamRejected, match="have started work"):
        undo_publication(PlannedTeams.objects.get(), clock=LATER)


def test_the_command_shows_the_plan_of_an_event_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    event = event_of_four()

    call_command("form_teams", event.slug, "--dry-run")

    assert capsys.readouterr().out == (
        "2 teams, 4 people on their first wish, 0 outside their list, 0 without a team.\n"
    )
    assert not PlannedTeams.objects.exists()


def test_the_command_forms_the_teams_of_an_event() -> None:
    event = event_of_four(Phase.TEAM_FORMATION)

    call_command("form_teams", event.slug, "--json")

    assert Team.objects.count() == 2


def test_the_command_refuses_an_event_that_is_not_there() -> None:
    with pytest.raises(CommandError, match=r"There is no event 1999-01\."):
        call_command("form_teams", "1999-01")
