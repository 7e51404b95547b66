from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from retros.reviews.agenda.planning import draw_up_agenda
from retros.reviews.models import Demo
from tests.factories import MembershipFactory, ReviewMeetingFactory


@pytest.mark.django_db(transaction=True)
def test_organizers_who_click_at_once_give_every_topic_one_place() -> None:
    meeting = ReviewMeetingFactory()
    MembershipFactory.create_batch(20, team__topic__event=meeting.event)

    def click(_number: int) -> None:
        try:
            draw_up_agenda(meeting.event)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as organizers:
        list(organizers.map(click, range(4)))

    assert list(Demo.objects.in_order().values_list("position", flat=True)) == list(range(1, 21))
