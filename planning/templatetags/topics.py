"""What a track is called: `{{ topic.track|track }}`, where a topic is a row and no model."""

from django.template import Library

from planning.topics.models import Topic

register = Library()
LABELS = {str(value): str(label) for value, label in Topic.Track.choices}


@register.filter
def track(value: str) -> str:
    return LABELS[value]
