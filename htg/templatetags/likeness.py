"""`{% predecessors topic %}`: what a topic is likely to carry on, for those who can say so."""

from typing import Any

from django.template import Context, Library

from htg.likeness.views import predecessors_of
from planning.topics.models import Topic

register = Library()


@register.inclusion_tag("likeness/_predecessors.html", takes_context=True)
def predecessors(context: Context, topic: Topic) -> dict[str, Any]:
    return {"topic": topic, "found": predecessors_of(topic), "csrf_token": context.get("csrf_token")}
