"""Inputs of forms, each written in one go. Django renders three templates for one, a sixth of a page with a filter."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TYPES = "checkbox color date datetime email file hidden number password search tel text time url"
INPUTS = frozenset(f"django/forms/widgets/{name}.html" for name in TYPES.split())


class InputRenderer(DjangoTemplates):
    """The same HTML, to the letter."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        return (
            input_of(context["widget"]) if template_name in INPUTS else super().render(template_name, context, request)
        )


def input_of(widget: Mapping[str, Any]) -> SafeString:
    given = widget["value"]
    value = "" if given is None else format_html(' value="{}"', f"{given}")
    attributes = format_html_join("", "{}", ((attribute(*each),) for each in widget["attrs"].items()))
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes)


def attribute(name: str, value: Any) -> str:
    if value is False:
        return ""
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, f"{value}")
