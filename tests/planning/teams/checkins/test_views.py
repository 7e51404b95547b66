import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import CheckIn, Team
from tests.factories import (
    AttendeeFactory,
    CheckInFactory,
    EventFactory,
    MembershipFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import attending, organizing, queries_of, words

pytestmark = pytest.mark.django_db


def team_of(*people: Attendee, slug: str = "seeds") -> Team:
    topic = TopicFactory(event=people[0].event, slug=slug, title=slug.capitalize())
    team: Team = TeamFactory(topic=topic)
    for person in people:
        MembershipFactory(team=team, attendee=person)
    return team


def test_check_ins_of_all_teams_are_shown_newest_first(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    now = timezone.now()
    for slug, age in (("seeds", 2), ("shoots", 0), ("leaves", 1)):
        team = team_of(AttendeeFactory(event=event), slug=slug)
        CheckInFactory(team=team, progress=f"{slug} grow.", written_at=now - timedelta(hours=age))
    attending(client, event)

    said = words(client.get(f"/{event.slug}/check-ins/"))

    assert re.findall(r"(\w+) grow\.", said) == ["shoots", "leaves", "seeds"]


def test_check_ins_show_mood_details_and_help_wanted(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(attending(client, event))
    CheckInFactory(team=team, mood=CheckIn.Mood.STUCK, details="No water.", help_wanted="A gardener.")

    said = words(client.get(f"/{event.slug}/check-ins/"))

    assert "Stuck It compiles." in said
    assert "No water." in said
    assert "Help wanted A gardener." in said


def test_check_ins_can_be_filtered_for_help_wanted(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(attending(client, event))
    CheckInFactory(team=team, progress="All is well.")
    CheckInFactory(team=team, progress="Dry.", help_wanted="Water.")

    said = words(client.get(f"/{event.slug}/check-ins/?help-wanted"))

    assert "Water." in said
    assert "All is well." not in said


@pytest.mark.parametrize(
    ("page", "sentence"),
    [("check-ins/", "No check-ins yet."), ("check-ins/?help-wanted", "No one is asking for help.")],
)
def test_check_ins_without_any_say_so(client: Client, page: str, sentence: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    assert sentence in words(client.get(f"/{event.slug}/{page}"))


def test_check_ins_lead_members_to_their_own(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(attending(client, event))

    assert f'href="{team.get_absolute_url()}check-in/"' in client.get(f"/{event.slug}/check-ins/").content.decode()


def test_check_ins_take_as_many_queries_for_thirty_as_for_three(client: Client) -> None:
    user = UserFactory()
    few, many = EventFactory(phase=Phase.HACKING), EventFactory(phase=Phase.HACKING)
    for event, number in ((few, 3), (many, 30)):
        AttendeeFactory(event=event, user=user)
        for place in range(number):
            CheckInFactory(team=team_of(AttendeeFactory(event=event), slug=f"topic-{place}"))
    client.force_login(user)

    assert (
        len(queries_of(client, f"/{few.slug}/check-ins/")) == len(queries_of(client, f"/{many.slug}/check-ins/")) <= 8
    )


def test_check_in_is_written_by_a_member(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attendee = attending(client, event)
    team = team_of(attendee)

    typed = {"mood": "slow", "progress": "It grows.", "help_wanted": "A hedgehog.", "details": "Slugs."}
    response = client.post(f"{team.get_absolute_url()}check-in/", typed, follow=True)

    written = CheckIn.objects.get()
    assert (written.team, written.author) == (team, attendee)
    assert (written.mood, written.progress, written.help_wanted, written.details) == tuple(typed.values())
    assert "A hedgehog." in words(response)


def test_check_in_is_written_for_any_team_by_an_organizer(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(AttendeeFactory(event=event))
    organizing(client, event)

    client.post(f"{team.get_absolute_url()}check-in/", {"mood": "well", "progress": "They grow."})

    assert CheckIn.objects.get().progress == "They grow."


def test_check_in_is_written_by_nobody_else(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    path = f"{team_of(AttendeeFactory(event=event)).get_absolute_url()}check-in/"

    anonymous = client.post(path, {"progress": "Mine."})
    client.force_login(UserFactory())
    outsider = client.post(path, {"progress": "Mine."})
    attending(client, event)
    attendee = client.post(path, {"progress": "Mine."})

    assert (anonymous.status_code, outsider.status_code, attendee.status_code) == (302, 404, 403)
    assert not CheckIn.objects.exists()


def test_check_in_after_the_week_is_refused_and_stays_in_the_form(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    team = team_of(attending(client, event))

    response = client.post(f"{team.get_absolute_url()}check-in/", {"mood": "well", "progress": "It grew."})

    assert "You can only check in during the hacking week." in words(response)
    assert "It grew." in response.content.decode()
    assert not CheckIn.objects.exists()


def test_check_in_without_a_mood_stays_in_the_form(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(attending(client, event))

    response = client.post(f"{team.get_absolute_url()}check-in/", {"progress": "", "details": "Slugs."})

    assert "This field is required." in words(response)
    assert "Slugs." in response.content.decode()


def test_check_in_of_someone_whose_session_ended_is_kept(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attendee = AttendeeFactory(event=event)
    path = f"{team_of(attendee).get_absolute_url()}check-in/"

    client.post(path, {"progress": "It grows."})
    client.force_login(attendee.user)

    assert "It grows." in client.get(path).content.decode()


def test_round_shows_who_needs_help_what_goes_well_and_who_is_silent(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    now = timezone.now()
    CheckInFactory(team=team_of(AttendeeFactory(event=event), slug="seeds"), mood=CheckIn.Mood.STUCK, written_at=now)
    CheckInFactory(team=team_of(AttendeeFactory(event=event), slug="roots"), progress="They grow.", written_at=now)
    team_of(AttendeeFactory(event=event, name="Ada"), slug="leaves")

    said = words(client.get(f"/{event.slug}/round/"))

    assert "2 of 3 teams have checked in" in said
    assert "Who can help? 🌱 Seeds stuck" in said
    assert "Going well 🌱 Roots They grow." in said
    assert "Ada: how is it going?" in said


def test_help_is_offered_with_one_tap_and_only_where_it_is_asked_for(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    helper = attending(client, event)
    call = CheckInFactory(team=team_of(AttendeeFactory(event=event)), help_wanted="Water.", written_at=timezone.now())
    own = CheckInFactory(team=team_of(helper, slug="mine"), help_wanted="Sun.", written_at=timezone.now())
    page = client.get(f"/{event.slug}/check-ins/").content.decode()

    said = words(client.post(f"/{event.slug}/check-ins/{call.pk}/help/", follow=True))

    assert (f"{call.pk}/help/" in page, f"{own.pk}/help/" in page) == (True, False)
    assert "The team knows that you can help." in said
    assert "You offered help. 1 person can help" in said
    assert call.help_offers.get().attendee == helper


def test_help_for_a_team_of_another_event_is_not_found(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    other = CheckInFactory(help_wanted="Water.")

    assert client.post(f"/{event.slug}/check-ins/{other.pk}/help/").status_code == 404


def test_check_in_form_shows_what_was_said_before_today(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(attending(client, event))
    CheckInFactory(team=team, progress="Sown.", written_at=timezone.now() - timedelta(days=1))

    assert "“Sown.”" in words(client.get(f"{team.get_absolute_url()}check-in/"))
