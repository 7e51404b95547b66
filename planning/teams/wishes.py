"""Saying what one would work on."""

from collections.abc import Sequence

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
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
def make_wishes(attendee: Attendee, topics: Sequence[Topic], *, clock: Clock) -> list[Wish]:
    """Record the person's wishes, favourite first, replacing any they had."""
    # Ends before, or waits for, the end of the phase; and two open tabs cannot mix up their wishes.
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    if event.phase_at(clock()) not in WISHING:
        raise WishRejected("You can make wishes from the start of voting until the teams are formed.")
    if Attendee.objects.get(pk=attendee.pk).cancelled_at:
        raise WishRejected("You gave up your seat. Register again to wish for a topic.")
    if len(set(topics)) != len(topics):
        raise WishRejected("You wished for the same topic twice.")
    for topic in topics:
        if topic.event_id != event.pk:
            raise WishRejected(f"“{plain(str(topic))}” is not a topic of {event}.")
        if topic.is_withdrawn:
            raise WishRejected(f"“{plain(str(topic))}” was withdrawn. Choose another topic.")
    attendee.wishes.all().delete()
    return Wish.objects.bulk_create(
        Wish(attendee=attendee, topic=topic, rank=rank) for rank, topic in enumerate(topics, start=1)
    )
