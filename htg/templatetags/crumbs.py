"""`{% crumbs %}`: the way back, on every page that belongs to another."""

from typing import Any

from django.template import Library

from htg.crumbs import crumbs as crumbs_of

register = Library()


@register.inclusion_tag("_crumbs.html", takes_context=True)
def crumbs(context: dict[str, Any]) -> dict[str, object]:
    request = context.get("request")  # the page of a fault has none
    match = request.resolver_match if request else None
    return {"crumbs": list(crumbs_of(match.url_name or "", match.kwargs)) if match else []}
