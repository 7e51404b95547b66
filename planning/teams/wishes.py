"""Saying what one would work on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from planning.events.phases import Phase
from planning.markdown import plain
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.teams.models import Wish
from planning.topics.models import Topic

WISHING = {Phase.VOTING, Phase.TEAM_FORMATION}


class WishRejected(Rejected):
    """A wish that cannot be granted."""


@transaction.atomic
def make_wishes(attendee: Attendee, topics: Sequence[Topic], *, now: datetime) -> list[Wish]:
    """Record the person's wishes, dearest first, in place of any they had."""
    if attendee.event.phase_at(now) not in WISHING:
        raise WishRejected("Wishes are taken from the start of voting until the teams are formed.")
    if len(set(topics)) != len(topics):
        raise WishRejected("You wished for a topic twice.")
    for topic in topics:
        if topic.event_id != attendee.event_id:
            raise WishRejected(f"“{plain(str(topic))}” is not a topic of {attendee.event}.")
        if topic.is_withdrawn:
            raise WishRejected(f"“{plain(str(topic))}” was withdrawn. Choose another topic.")
    Attendee.objects.select_for_update().get(pk=attendee.pk)  # two open tabs cannot mix their wishes
    attendee.wishes.all().delete()
    return Wish.objects.bulk_create(
        Wish(attendee=attendee, topic=topic, rank=rank) for rank, topic in enumerate(topics, start=1)
    )
