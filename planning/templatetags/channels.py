"""What may be shown of a channel's address: `{{ channel|service }}`."""

from django.template import Library

from planning.outbox.models import Channel
from planning.people.channels import service_of

register = Library()


@register.filter
def service(channel: Channel) -> str:
    return service_of(channel)
