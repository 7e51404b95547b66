"""Reasons as people read them: topics by their titles."""

import re
from collections.abc import Mapping

from planning.events.models import Event
from planning.markdown import plain
from planning.teams.plans.loading import number_of, topic_id

TOPIC = re.compile(r"\bt\d+\b")


def named(reasons: Mapping[str, str], event: Event) -> dict[str, str]:
    """One query, whatever the number of people."""
    known = {number_of(topic) for reason in reasons.values() for topic in TOPIC.findall(reason)}
    titles = {topic_id(pk): f"“{plain(str(topic))}”" for pk, topic in event.topics.in_bulk(known).items()}
    return {
        person: TOPIC.sub(lambda found: titles.get(found[0], "a topic that is gone"), reason)
        for person, reason in reasons.items()
    }
