"""`{% mails_here as address %}`: where to read the mails on this machine, if the visitor may."""

from typing import Any

from django.template import Library
from django.urls import reverse

from htg.pages.mails import is_on_this_machine

register = Library()


@register.simple_tag(takes_context=True)
def mails_here(context: dict[str, Any]) -> str:
    request = context.get("request")
    return reverse("mails") if request is not None and is_on_this_machine(request) else ""
