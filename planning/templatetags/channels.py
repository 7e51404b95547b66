"""What can be shown of a channel: `{{ channel|service }}` for its address, and `{{ error|told }}` for a failure."""

from django.template import Library

from planning.outbox.chat import failures
from planning.outbox.models import Channel
from planning.people.channels.changing import service_of

register = Library()


@register.filter
def service(channel: Channel) -> str:
    return service_of(channel)


@register.filter
def told(error: str) -> str:
    return failures.told(error)
