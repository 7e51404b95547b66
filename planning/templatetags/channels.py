"""What can be shown of a channel: `service` for its address, and `why_it_failed` for its last post."""

from typing import Any

from django.template import Library

from planning.outbox.chat import failures
from planning.outbox.models import Channel
from planning.people.channels.changing import service_of

register = Library()


@register.filter
def service(channel: Channel) -> str:
    return service_of(channel)


@register.filter
def why_it_failed(failure: dict[str, Any] | None, last_error: str) -> str:
    return failures.why_it_failed(failure, last_error)
