"""How long a next step has been waiting: `{{ step|age:today }}` and `{% if step|is_overdue:today %}`."""

from datetime import date

from django.template import Library

from retros.nextsteps.lines import age_of
from retros.nextsteps.models import NextStep

register = Library()


@register.filter
def age(step: NextStep, today: date) -> str:
    event = step.topic.event
    return age_of(event.slug, event.ends_on, today)


@register.filter
def is_overdue(step: NextStep, today: date) -> bool:
    return step.is_overdue(today)
