"""`{% predecessors topic %}`: what a topic is likely to carry on, for those who can say so.

`{% alike_when_asked form event %}`: topics like what was typed, where its sender has no JavaScript and asked for them.
"""

from typing import Any

from django.template import Context, Library

from htg.likeness.views import like_typed, number, predecessors_of
from planning.events.models import Event
from planning.topics.forms import TopicForm
from planning.topics.models import Topic
from planning.topics.views import LOOK

register = Library()


@register.inclusion_tag("likeness/_predecessors.html", takes_context=True)
def predecessors(context: Context, topic: Topic) -> dict[str, Any]:
    return {"topic": topic, "found": predecessors_of(topic), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("likeness/_alike.html", takes_context=True)
def alike_when_asked(context: Context, form: TopicForm, event: Event) -> dict[str, Any]:
    request = context["request"]
    is_asked = LOOK in request.POST
    found = like_typed(request, event, leaving_out=form.instance.pk) if is_asked else []
    return {"event": event, "found": found, "chosen": number(request, LOOK), "field": "", "is_plain": is_asked}
