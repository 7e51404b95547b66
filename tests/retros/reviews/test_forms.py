from datetime import datetime

import pytest
from django.utils import timezone

from retros.reviews.forms import presenters_by_topic, usual_time
from tests.clock import HACKING, at
from tests.factories import EventFactory, MembershipFactory, PastEventFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ends_at", "usual"), [(at(12, 4), "2026-12-09 14:00"), (at(12, 2), "2026-12-09 14:00")])
def test_usual_time_is_the_wednesday_after(ends_at: datetime, usual: str) -> None:
    meets_at = usual_time(EventFactory.build(ends_at=ends_at))

    assert meets_at is not None
    assert f"{timezone.localtime(meets_at):%Y-%m-%d %H:%M}" == usual


def test_usual_time_of_an_event_without_days_is_open() -> None:
    assert usual_time(PastEventFactory.build()) is None


def test_presenters_are_all_who_were_in_the_team_once() -> None:
    team = TeamFactory()
    switched = MembershipFactory(team=team, attendee__name="Ada", until=HACKING).attendee
    MembershipFactory(team=team, attendee=switched)
    stayed = MembershipFactory(team=team, attendee__name="Grace").attendee

    assert presenters_by_topic(team.topic.event) == {team.topic.pk: [switched, stayed]}


def test_presenters_are_none_who_cancelled() -> None:
    stay = MembershipFactory(attendee__cancelled_at=HACKING, until=HACKING)

    assert presenters_by_topic(stay.team.topic.event) == {}
