"""A closed tally is stored, and then it is what it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from planning.backoffice.spreadsheets.importing import confirm, continue_import
from planning.clock import stopped_at
from planning.events.log import ChangeLog
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import end_phase, reschedule
from planning.people.models import Attendee
from planning.people.registration.registering import give_up_seat, take_seat
from planning.topics.models import Topic
from planning.voting.ballots import cast_ballot
from planning.voting.closing import keep_closed_tallies, store_tally
from planning.voting.counting import counted_topics, published_tally_of, tally_of
from planning.voting.models import Ballot, ClosedTally
from planning.voting.tasks import store_tallies
from tests.admin_pages import address, preview_import
from tests.clock import TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory
from tests.pages import writes_of

pytestmark = pytest.mark.django_db


def voted_on(*votes: int, **event: object) -> list[Topic]:
    """Topics of an event whose voting is over: the first with so many votes, and so on. No one abstains."""
    topics: list[Topic] = TopicFactory.create_batch(len(votes), event=EventFactory(**event))
    for topic, number in zip(topics, votes, strict=True):
        for voter in AttendeeFactory.create_batch(number, event=topic.event):
            ballot = Ballot.objects.create(attendee=voter, cast_at=VOTING)
            ballot.votes.create(topic=topic)
    return topics


def test_stored_tally_is_the_counted_one() -> None:
    seeds, *_ = voted_on(2, 1, 1)
    counted = tally_of(seeds.event)

    store_tally(seeds.event, now=TEAM_FORMATION)

    assert tally_of(seeds.event) == counted
    assert (counted.ballots, counted.electorate) == (4, 4)
    assert ClosedTally.objects.get().closed_at == seeds.event.voting_closes_at


def delete_a_person(topics: list[Topic]) -> None:
    Attendee.objects.earliest("pk").delete()


def delete_everybody(topics: list[Topic]) -> None:
    Attendee.objects.all().delete()


def delete_those_of_the_event(topics: list[Topic]) -> None:
    topics[0].event.attendees.all().delete()


def delete_a_topic(topics: list[Topic]) -> None:
    topics[1].delete()


def delete_all_topics(topics: list[Topic]) -> None:
    topics[0].event.topics.all().delete()


def delete_ballots(topics: list[Topic]) -> None:
    Ballot.objects.all().delete()


@pytest.mark.parametrize(
    "change",
    [
        delete_a_person,
        delete_everybody,
        delete_those_of_the_event,
        delete_a_topic,
        delete_all_topics,
        delete_ballots,
    ],
)
def test_tally_is_stored_before_what_was_counted_is_deleted(change: Callable[[list[Topic]], None]) -> None:
    topics = voted_on(2, 1, phase=Phase.TEAM_FORMATION)
    closed = tally_of(topics[0].event)

    change(topics)

    assert tally_of(topics[0].event) == closed


def test_tally_leaves_out_whoever_was_entered_by_hand_after_the_close() -> None:
    topics = voted_on(2, phase=Phase.TEAM_FORMATION)
    closed = tally_of(topics[0].event)

    AttendeeFactory(event=topics[0].event, registered_at=timezone.now())

    assert tally_of(topics[0].event) == closed


def test_people_can_be_deleted_while_voting_is_open() -> None:
    [topic] = voted_on(2, phase=Phase.VOTING)

    Attendee.objects.earliest("pk").delete()

    assert (tally_of(topic.event).ballots, tally_of(topic.event).electorate) == (1, 1)
    assert not ClosedTally.objects.exists()


def test_topic_keeps_its_name_in_the_tally_when_it_is_deleted(client: Client) -> None:
    seeds, shoots = voted_on(2, 1, phase=Phase.TEAM_FORMATION)
    event, number = seeds.event, seeds.pk

    seeds.delete()

    assert [topic.slug for topic in counted_topics(event, tally_of(event).ranked).values()] == [
        shoots.slug,
        seeds.slug,
    ]
    lines = client.get(f"/api/v1/events/{event.slug}/tally/").json()["lines"]
    assert [line["topic"] for line in lines] == [seeds.slug, shoots.slug]
    page = client.get(f"/{event.slug}/tally/").content.decode()
    assert str(seeds.title) in page
    assert tally_of(event).ranked[0] == number


def test_votes_of_a_topic_are_those_of_the_stored_tally() -> None:
    voted_on(2, phase=Phase.TEAM_FORMATION)

    Attendee.objects.all().delete()

    assert Topic.objects.with_vote_count().get().vote_count == 2


def test_task_stores_what_has_closed_once() -> None:
    voted_on(1, phase=Phase.TEAM_FORMATION)
    voted_on(1, phase=Phase.VOTING)

    assert (store_tallies(), store_tallies()) == (1, 0)


def test_a_get_stores_nothing(client: Client) -> None:
    [topic] = voted_on(1, phase=Phase.TEAM_FORMATION)

    for page in ("tally", "turnout", "topics"):
        assert writes_of(client, f"/{topic.event.slug}/{page}/") == []
    assert writes_of(client, f"/api/v1/events/{topic.event.slug}/tally/") == []
    assert not ClosedTally.objects.exists()


def test_ending_voting_early_stores_the_tally() -> None:
    [topic] = voted_on(1)

    end_phase(topic.event, Phase.VOTING, reason="", clock=stopped_at(VOTING))

    assert ClosedTally.objects.standing().get().counted_at == VOTING


@pytest.mark.usefixtures("in_berlin")
def test_opening_voting_again_sets_the_tally_aside_and_says_so() -> None:
    [topic] = voted_on(1)
    end_phase(topic.event, Phase.VOTING, reason="", clock=stopped_at(VOTING))
    late = AttendeeFactory(event=topic.event)

    later = {"voting_closes_at": VOTING + timedelta(days=1)}
    reschedule(topic.event, later, reason="Two are late.", clock=stopped_at(VOTING))
    cast_ballot(late, [topic], clock=stopped_at(VOTING))

    assert ClosedTally.objects.get().set_aside_at == VOTING
    assert published_tally_of(topic.event, now=VOTING).ballots == 2
    assert "Voting is open again: the tally of 08.10.2026, 14:00 no longer counts." in [
        change.why for change in ChangeLog(topic.event)
    ]


def test_voting_that_closes_again_is_counted_again() -> None:
    [topic] = voted_on(1)
    keep_closed_tallies(TEAM_FORMATION)
    later = {"voting_closes_at": TEAM_FORMATION + timedelta(hours=1)}
    reschedule(topic.event, later, reason="", clock=stopped_at(TEAM_FORMATION))
    cast_ballot(AttendeeFactory(event=topic.event), [topic], clock=stopped_at(TEAM_FORMATION))

    keep_closed_tallies(TEAM_FORMATION + timedelta(hours=1))

    event = Event.objects.get()
    assert published_tally_of(event, now=TEAM_FORMATION + timedelta(hours=1)).ballots == 2
    assert ClosedTally.objects.count() == 2


def test_a_deadline_that_moves_within_the_past_leaves_the_tally() -> None:
    [topic] = voted_on(1)
    later = {"voting_closes_at": TEAM_FORMATION - timedelta(hours=1)}

    reschedule(topic.event, later, reason="It was open longer.", clock=stopped_at(TEAM_FORMATION))

    assert ClosedTally.objects.standing().get().set_aside_at is None


def test_admin_that_withdraws_a_topic_leaves_the_tally(admin_client: Client) -> None:
    seeds, _ = voted_on(2, 1, phase=Phase.TEAM_FORMATION)
    closed = tally_of(seeds.event)
    form = {"event": seeds.event.pk, "slug": seeds.slug, "position": 1, "title": "Seeds", "track": "main"}
    inlines = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    moment = {"withdrawn_at_0": "2026-11-01", "withdrawn_at_1": "12:00"}

    answer = admin_client.post(address(Topic, "change", seeds.pk), form | inlines | moment)

    assert answer.status_code == 302
    assert Topic.objects.get(pk=seeds.pk).is_withdrawn
    assert tally_of(seeds.event) == closed


def test_admin_that_deletes_a_voter_leaves_the_tally(admin_client: Client) -> None:
    [topic] = voted_on(2, phase=Phase.TEAM_FORMATION)
    closed, person = tally_of(topic.event), Attendee.objects.earliest("pk")

    asked = writes_of(admin_client, address(Attendee, "delete", person.pk))
    admin_client.post(address(Attendee, "delete", person.pk), {"post": "yes"})

    assert not any("closedtally" in query for query in asked)
    assert not Attendee.objects.filter(pk=person.pk).exists()
    assert tally_of(topic.event) == closed


def test_staff_who_may_see_tallies_write_none(client: Client) -> None:
    [topic] = voted_on(1, phase=Phase.TEAM_FORMATION)
    store_tallies()
    user = AttendeeFactory().user
    user.is_staff = True
    user.save()
    names = ("view_closedtally", "change_closedtally", "view_countedtopic")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    page = client.get(address(ClosedTally, "change", ClosedTally.objects.get().pk)).content.decode()

    assert str(topic.title) in page
    assert 'name="_save"' not in page


def test_tally_is_stored_before_a_voter_comes_back() -> None:
    """Someone who was entered by hand, and registers again."""
    [topic] = voted_on(1, phase=Phase.TEAM_FORMATION)
    voter = Attendee.objects.select_related("user").get()
    assert voter.user
    Attendee.objects.update(registered_at=topic.event.voting_opens_at)
    give_up_seat(voter, clock=timezone.now)
    closed = tally_of(topic.event)

    take_seat(voter.user, topic.event, name="Ada", clock=timezone.now)

    assert closed.ballots == 1
    assert tally_of(topic.event) == closed


def test_tally_is_stored_before_a_table_that_waited_is_written(admin_client: Client) -> None:
    seeds, _ = voted_on(2, 1, phase=Phase.VOTING)
    event, table = seeds.event, f"event,slug,title,track\n{seeds.event.slug},{seeds.slug},Seeds,discussion\n"
    put = preview_import(admin_client, Topic, table).context["put"]
    Event.objects.update(voting_closes_at=timezone.now())
    closed = tally_of(Event.objects.get())

    assert confirm(put)
    continue_import(put, clock=timezone.now, seconds=5)

    assert Topic.objects.get(pk=seeds.pk).track == Topic.Track.DISCUSSION
    assert (tally_of(event).lines, len(closed.lines)) == (closed.lines, 2)
