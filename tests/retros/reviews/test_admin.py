import pytest
from django.test import Client

from retros.reviews.models import Demo
from tests import clock
from tests.admin_pages import act, sign_in, staff
from tests.factories import MembershipFactory, ReviewMeetingFactory

pytestmark = pytest.mark.django_db


def test_teams_get_their_slots(admin_client: Client) -> None:
    team = MembershipFactory(team__topic__event__name="Hut").team
    meeting = ReviewMeetingFactory(event=team.topic.event)

    told = act(admin_client, "draw_up", [meeting])

    assert told == ["Review of Hut: every team is in the agenda."]
    assert [demo.topic for demo in meeting.demos.all()] == [team.topic]


def test_a_meeting_before_the_end_of_the_week_is_refused_in_the_words_of_the_rule(admin_client: Client) -> None:
    meeting = ReviewMeetingFactory(event__name="Hut", starts_at=clock.VOTING)

    told = act(admin_client, "draw_up", [meeting])

    assert told == ["Review of Hut: The review meeting comes after the hacking week. Choose a later time."]


def test_staff_who_may_only_read_draw_up_nothing() -> None:
    team = MembershipFactory().team
    meeting = ReviewMeetingFactory(event=team.topic.event)

    act(sign_in(staff("view_reviewmeeting")), "draw_up", [meeting])

    assert not Demo.objects.exists()
