"""Who may say what a topic shows: `{% if attendee|speaks_for:topic %}`."""

from django.template import Library

from planning.people.models import Attendee
from planning.teams.access import speaks_for as may_speak_for
from planning.topics.models import Topic

register = Library()


@register.filter
def speaks_for(attendee: Attendee | None, topic: Topic) -> bool:
    return may_speak_for(attendee, topic)
