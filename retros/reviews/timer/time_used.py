"""What earlier review meetings teach about planning the minutes of the next one."""

from dataclasses import dataclass

from planning.events.models import Event
from planning.topics.models import Topic
from retros.reviews.clock import usual_ratio
from retros.reviews.models import Demo


@dataclass(frozen=True)
class TimeUsed:
    """The demo of a topic that is carried on. In seconds."""

    event: str
    planned: int
    used: int


@dataclass(frozen=True)
class TimesUsed:
    """By the id of the topic being planned; and, for the latest event as a whole, how well demos kept to time."""

    by_topic: dict[int, TimeUsed]
    latest: str = ""
    ratio: float | None = None

    def of(self, topic: Topic) -> TimeUsed | None:
        return self.by_topic.get(topic.pk)


def times_used(event: Event) -> TimesUsed:
    """Three queries, however many topics the event has."""
    carried_on = event.topics.filter(continues__demo__in=Demo.objects.timed())
    carried_on = carried_on.select_related("continues__demo", "continues__event")
    by_topic = {topic.pk: _time_of(topic.continues) for topic in carried_on if topic.continues}
    earlier = Demo.objects.timed().filter(topic__event__slug__lt=event.slug)
    latest = earlier.order_by("-topic__event__slug").values_list("topic__event__slug", flat=True).first()
    if latest is None:
        return TimesUsed(by_topic)
    demos = earlier.filter(topic__event__slug=latest)
    return TimesUsed(by_topic, latest, usual_ratio((demo.clock.planned, demo.used_seconds) for demo in demos))


def _time_of(topic: Topic) -> TimeUsed:
    return TimeUsed(topic.event.slug, topic.demo.clock.planned, topic.demo.used_seconds)
