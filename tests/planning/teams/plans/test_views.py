import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.teams.models import Membership, Team, Wish
from planning.teams.plans.models import PlannedTeams
from tests.factories import AttendeeFactory, EventFactory, TopicFactory
from tests.pages import attending, organizing, queries_of, words
from tests.planning.teams.plans.test_publishing import event_of_four

pytestmark = pytest.mark.django_db


def test_plans_are_for_organizers(client: Client) -> None:
    event = event_of_four(Phase.TEAM_FORMATION)
    attending(client, event)

    assert client.get(f"/{event.slug}/teams/form/").status_code == 403
    assert client.post(f"/{event.slug}/teams/form/").status_code == 403
    assert not PlannedTeams.objects.exists()


def test_plans_stand_side_by_side_with_who_loses(client: Client) -> None:
    event = event_of_four(Phase.TEAM_FORMATION)
    event.main_places = 2
    event.save()
    organizing(client, event)

    said = words(client.post(f"/{event.slug}/teams/form/", follow=True))

    assert "6 plans from the same 4 wish lists." in said
    assert "1 place " in said
    assert "2 lose, 0 gain" in said
    assert not Team.objects.exists()


def test_a_plan_shows_each_person_and_why(client: Client) -> None:
    event = event_of_four(Phase.TEAM_FORMATION)
    organizing(client, event)
    client.post(f"/{event.slug}/teams/form/")
    plan = PlannedTeams.objects.filter(mixed=True).order_by("places")[0]

    said = words(client.get(plan.get_absolute_url()))

    assert "A draft: nothing has changed yet." in said
    assert "You made no wishes." in said


def test_publishing_forms_the_teams_and_can_be_taken_back(client: Client) -> None:
    event = event_of_four(Phase.TEAM_FORMATION)
    organizing(client, event)
    client.post(f"/{event.slug}/teams/form/")
    address = PlannedTeams.objects.all()[0].get_absolute_url()

    published = words(client.post(f"{address}publish/", follow=True))
    assert "teams are formed." in published
    assert Membership.objects.count() == 5

    taken_back = words(client.post(f"{address}undo/", follow=True))
    assert "The teams were taken back." in taken_back
    assert not Team.objects.exists()


def test_a_plan_that_no_longer_fits_is_worked_out_again_near_the_old_one(client: Client) -> None:
    event = event_of_four(Phase.TEAM_FORMATION)
    organizing(client, event)
    client.post(f"/{event.slug}/teams/form/")
    plan = PlannedTeams.objects.all()[0]
    newcomer = AttendeeFactory(event=event)

    assert f"{newcomer} came" in words(client.get(plan.get_absolute_url()))
    assert f"{newcomer} came" in words(client.post(f"{plan.get_absolute_url()}publish/", follow=True))
    again = words(client.post(f"{plan.get_absolute_url()}again/", follow=True))

    assert "Worked out again, near the plan before." in again
    assert str(newcomer) in again


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.HACKING])
def test_plans_at_another_time_are_refused_on_the_page(client: Client, phase: Phase) -> None:
    event = EventFactory(phase=phase)
    organizing(client, event)

    response = client.post(f"/{event.slug}/teams/form/")

    assert "Teams are formed between the end of voting and the start of the week." in words(response)
    assert not PlannedTeams.objects.exists()


def test_the_plan_of_another_event_is_not_found(client: Client) -> None:
    event, other = event_of_four(Phase.TEAM_FORMATION), EventFactory(phase=Phase.TEAM_FORMATION)
    organizing(client, event)
    client.post(f"/{event.slug}/teams/form/")
    organizing(client, other)

    assert client.get(f"/{other.slug}/teams/form/{PlannedTeams.objects.all()[0].pk}/").status_code == 404


def test_plans_cost_as_many_queries_for_thirty_people_as_for_six(client: Client) -> None:
    costs = []
    for number in (6, 30):
        event = EventFactory(phase=Phase.TEAM_FORMATION, main_places=1)
        organizing(client, event)
        for topic in TopicFactory.create_batch(number // 3, event=event):
            Wish.objects.bulk_create(
                Wish(attendee=person, topic=topic, rank=1) for person in AttendeeFactory.create_batch(3, event=event)
            )
        client.post(f"/{event.slug}/teams/form/")
        pages = (f"/{event.slug}/teams/form/", event.plans.all()[0].get_absolute_url())
        costs.append([len(queries_of(client, page)) for page in pages])

    assert costs[0] == costs[1]
