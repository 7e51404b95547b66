from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.teams.checkins.checking_in import offer_help
from planning.teams.membership import TeamRejected
from planning.teams.models import CheckIn, HelpOffer
from tests.clock import HACKING, REVIEW
from tests.factories import AttendeeFactory, CheckInFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def call_for_help() -> CheckIn:
    stay = MembershipFactory(attendee__name="Ada")
    call: CheckIn = CheckInFactory(team=stay.team, author=stay.attendee, help_wanted="A rack.", written_at=HACKING)
    return call


def test_offer_of_help_is_kept_and_the_team_is_told_once() -> None:
    call = call_for_help()
    helper = AttendeeFactory(event=call.author.event, name="Grace")

    offers = [offer_help(helper, call, clock=stopped_at(HACKING)) for _ in range(2)]

    told = Message.objects.get()
    assert offers == [HelpOffer.objects.get()] * 2
    assert (told.to, told.subject) == (call.author.email, "Grace can help your team")
    assert "A rack." in told.text


def test_offer_of_help_is_refused_to_the_team_itself_after_the_week_and_once_the_call_is_over() -> None:
    call = call_for_help()
    helper = AttendeeFactory(event=call.author.event)

    with pytest.raises(TeamRejected, match="your own team"):
        offer_help(call.author, call, clock=stopped_at(HACKING))
    with pytest.raises(TeamRejected, match="during the hacking week"):
        offer_help(helper, call, clock=stopped_at(REVIEW))
    CheckInFactory(team=call.team, author=call.author, written_at=HACKING + timedelta(hours=1))
    with pytest.raises(TeamRejected, match="not asking for help any more"):
        offer_help(helper, call, clock=stopped_at(HACKING + timedelta(hours=2)))
    assert not HelpOffer.objects.exists()


def test_member_without_an_address_is_not_written_to() -> None:
    call = call_for_help()
    MembershipFactory(team=call.team, attendee=AttendeeFactory(event=call.author.event, user=None))

    offer_help(AttendeeFactory(event=call.author.event), call, clock=stopped_at(HACKING))

    assert Message.objects.count() == 1
