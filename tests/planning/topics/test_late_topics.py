"""What happens to a topic proposed once voting has opened: the organizers decide."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from planning.clock import stopped_at
from planning.events.models import Event, LateTopics
from planning.events.phases import Phase
from planning.events.schedule import reschedule
from planning.people.models import Attendee
from planning.teams.plans.loading import ranked_topics
from planning.teams.wishes import make_wishes
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, ProposalRejected, propose
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.counting import tally_of
from tests.admin_pages import address
from tests.clock import BRAINSTORM, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory
from tests.pages import attending, words

pytestmark = pytest.mark.django_db

NOW = stopped_at(VOTING)


def late_topic(choice: LateTopics) -> tuple[Attendee, Topic]:
    attendee = AttendeeFactory(event__late_topics=choice)
    return attendee, propose(attendee, Proposal("Late"), clock=NOW)


def test_late_topic_is_taken_but_not_on_the_ballot_unless_the_organizers_say_otherwise() -> None:
    attendee = AttendeeFactory()
    early = propose(attendee, Proposal("Early"), clock=stopped_at(BRAINSTORM))

    late = propose(attendee, Proposal("Late"), clock=NOW)

    assert list(Topic.objects.to_vote_on()) == [early]
    assert list(Topic.objects.to_work_on()) == [early, late]
    assert (early.is_on_ballot, late.is_on_ballot) == (True, False)
    with pytest.raises(BallotRejected, match="came after voting had opened"):
        cast_ballot(attendee, [late], clock=NOW)


def test_late_topic_can_be_wished_for_and_comes_last_for_teams() -> None:
    attendee, late = late_topic(LateTopics.OFF_BALLOT)
    early = TopicFactory(event=attendee.event)

    make_wishes(attendee, [late], clock=NOW)

    assert ranked_topics(attendee.event) == [early.pk, late.pk]


def test_late_topic_is_on_the_ballot_where_the_organizers_let_it() -> None:
    attendee, late = late_topic(LateTopics.ON_BALLOT)

    cast_ballot(attendee, [late], clock=NOW)

    assert tally_of(attendee.event).ranked == (late.pk,)


def test_topic_proposed_after_the_close_is_not_in_the_tally() -> None:
    attendee = AttendeeFactory(event__late_topics=LateTopics.ON_BALLOT)

    too_late = propose(attendee, Proposal("Too late"), clock=stopped_at(TEAM_FORMATION))

    assert tally_of(attendee.event).ranked == ()
    assert not too_late.is_on_ballot


def test_late_topic_is_refused_where_the_organizers_say_so() -> None:
    attendee = AttendeeFactory(event__late_topics=LateTopics.REFUSED)
    propose(attendee, Proposal("In time"), clock=stopped_at(BRAINSTORM))

    with pytest.raises(ProposalRejected, match="is no longer accepting topics"):
        propose(attendee, Proposal("Late"), clock=NOW)


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (LateTopics.OFF_BALLOT, "Voting has opened, so it won’t be on the ballot."),
        (LateTopics.ON_BALLOT, "Voting is open, and it goes on the ballot."),
        (LateTopics.REFUSED, "is no longer accepting topics."),
    ],
)
def test_whoever_proposes_late_is_told_before_and_after_what_becomes_of_it(
    client: Client, choice: LateTopics, says: str
) -> None:
    event = EventFactory(phase=Phase.VOTING, late_topics=choice)
    attending(client, event)

    before = client.get(f"/{event.slug}/topics/new/")
    after = client.post(f"/{event.slug}/topics/new/", {"title": "Late", "track": "main"}, follow=True)

    assert says in words(before)
    assert says in words(after)


def test_api_tells_whether_a_topic_is_on_the_ballot(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    answer = client.post(f"/api/v1/events/{event.slug}/topics/", {"title": "Late"}, content_type="application/json")

    assert (answer.status_code, answer.json()["is_on_ballot"]) == (201, False)


def test_topic_entered_in_the_admin_was_proposed_when_it_was_entered(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    form = {"event": event.pk, "slug": "late", "position": 1, "title": "Late", "track": "main"}
    inlines = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}

    admin_client.post(address(Topic, "add"), form | inlines)

    late = Topic.objects.get()
    assert late.proposed_at is not None
    assert late.proposed_at <= timezone.now()
    assert not late.is_on_ballot


def test_voting_that_is_to_have_opened_earlier_takes_no_topic_off_its_ballots() -> None:
    topic = TopicFactory(event__phase=Phase.VOTING)
    event = topic.event
    topic.proposed_at = event.voting_opens_at - timedelta(minutes=5)
    topic.save()
    cast_ballot(AttendeeFactory(event=event), [topic], clock=timezone.now)

    earlier = {"voting_opens_at": event.voting_opens_at - timedelta(minutes=10)}
    with pytest.raises(ValidationError, match="They stay on the ballot"):
        reschedule(event, earlier, reason="A slip.", clock=timezone.now)

    assert [line.votes for line in tally_of(Event.objects.get()).lines] == [1]


def test_voting_that_is_to_have_opened_earlier_may_do_so_where_nobody_voted_for_what_came_since() -> None:
    topic = TopicFactory(event__phase=Phase.VOTING)
    event = topic.event
    topic.proposed_at = event.voting_opens_at - timedelta(minutes=5)
    topic.save()

    earlier = event.voting_opens_at - timedelta(minutes=10)
    reschedule(event, {"voting_opens_at": earlier}, reason="A slip.", clock=timezone.now)

    assert Event.objects.get().voting_opens_at == earlier
