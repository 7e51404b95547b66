"""`{% what_grew harvest %}`: what came of an event's topics, as on the home page."""

from django.template import Library

from htg.pages.bed import load_bed
from htg.pages.harvest import Harvest

register = Library()


@register.inclusion_tag("_what_grew.html")
def what_grew(harvest: Harvest) -> dict[str, object]:
    """One query."""
    return {"bed": load_bed([harvest], are_all=True)}
