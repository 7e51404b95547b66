"""`{% links_of step as links %}`: where work on a step continues, and what became of it."""

from django.template import Library

from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep

register = Library()


@register.simple_tag
def links_of(step: NextStep) -> list[StepLink]:
    """One query."""
    return list(StepLink.objects.standing().filter(step=step))
