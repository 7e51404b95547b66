"""How long a next step has been waiting: `{{ step|age:today }}` and `{% if step|is_overdue:today %}`."""

from datetime import date

from django.template import Library

from retros.nextsteps.models import NextStep

register = Library()


@register.filter
def age(step: NextStep, today: date) -> str:
    """Time since the event it came from, in words. If the dates of the event are not known, its month counts."""
    event = step.topic.event
    year, month = (int(part) for part in event.slug.split("-"))
    return age_in_words((today - (event.ends_on or date(year, month, 28))).days)


def age_in_words(days: int) -> str:
    if days < 14:
        return "new"
    if days < 60:
        return f"{days // 7} weeks old"
    if days < 730:
        return f"{days * 12 // 365} months old"
    return f"{days // 365} years old"


@register.filter
def is_overdue(step: NextStep, today: date) -> bool:
    return step.is_overdue(today)
