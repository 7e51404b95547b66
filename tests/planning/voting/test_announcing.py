"""Everyone with a seat is told the result by mail, once."""

from datetime import timedelta

import pytest
from django.conf import settings

from planning.events.models import Event
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.voting.closing import keep_closed_tallies, store_tally
from planning.voting.models import Ballot, OpenedBox
from tests.clock import CLOSED, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def voted(*titles: str, **event: object) -> tuple[Event, Attendee]:
    """An event whose voting is over, and who voted for each of these topics."""
    made: Event = EventFactory(**{"main_places": 20, "people_budget": 100} | event)
    voter: Attendee = AttendeeFactory(event=made, user__first_name="Ada", user__last_name="L")
    ballot = Ballot.objects.create(attendee=voter, cast_at=VOTING)
    for title in titles:
        ballot.votes.create(topic=TopicFactory(event=made, title=title, emoji=""))
    return made, voter


def letters() -> dict[str, str]:
    """Of the results that were announced: who got which text."""
    return dict(Message.objects.filter(key__startswith="result/").values_list("to", "text"))


def test_mail_says_what_was_chosen_the_turnout_and_the_digest_and_links_to_the_result() -> None:
    event, voter = voted("Seeds")
    AttendeeFactory(event=event)

    store_tally(event, now=TEAM_FORMATION)

    text = letters()[voter.email]
    assert text == (
        f"Hello {voter.name},\n\n"
        f"voting at {event} is closed. Turnout: 1 of 2 (50%).\n\n"
        "These topics were chosen:\n1. Seeds\n\n"
        f"Why these, and what became of your votes:\n{settings.SITE_URL}/{event.slug}/tally/\n\n"
        "The SHA-256 of the ballot box. If anyone changed a ballot from now on, it would be another one:\n"
        f"{OpenedBox.objects.get().sha256}\n"
    )


def test_only_ten_titles_are_named() -> None:
    event, voter = voted(*(f"Topic {number}" for number in range(12)))

    store_tally(event, now=TEAM_FORMATION)

    numbered = [line for line in letters()[voter.email].splitlines() if line[:1].isdigit() and ". Topic" in line]
    assert (len(numbered), "… and 2 more" in letters()[voter.email]) == (10, True)


def test_everyone_with_a_seat_and_an_account_is_told_in_their_language_and_nobody_else() -> None:
    event, voter = voted("Seeds")
    german = AttendeeFactory(event=event, user__language="de")
    AttendeeFactory(event=event, cancelled_at=VOTING)
    AttendeeFactory(event=event, waiting_since=VOTING)
    AttendeeFactory(event=event, user=None)
    AttendeeFactory()

    store_tally(event, now=TEAM_FORMATION)

    assert set(letters()) == {voter.email, german.email}
    assert "Diese Themen wurden gewählt:\n1. Seeds" in letters()[german.email]


def test_a_vote_without_ballots_chose_nothing() -> None:
    voter = AttendeeFactory()

    store_tally(voter.event, now=TEAM_FORMATION)

    assert "No topic was chosen." in letters()[voter.email]


def test_nobody_is_told_of_an_event_that_is_over_or_called_off() -> None:
    over, _ = voted("Seeds")
    off, _ = voted("Seeds", called_off_at=VOTING, called_off_because="Flood")

    store_tally(over, now=CLOSED)
    store_tally(off, now=TEAM_FORMATION)

    assert (OpenedBox.objects.count(), letters()) == (2, {})


def test_a_tally_is_announced_once_and_again_if_voting_was_open_again() -> None:
    event, _ = voted("Seeds")
    keep_closed_tallies(TEAM_FORMATION)
    keep_closed_tallies(TEAM_FORMATION)
    told_once = Message.objects.count()

    event.voting_closes_at = TEAM_FORMATION + timedelta(hours=1)
    event.save()
    keep_closed_tallies(TEAM_FORMATION)
    keep_closed_tallies(TEAM_FORMATION + timedelta(hours=2))

    assert (told_once, Message.objects.count()) == (1, 2)
