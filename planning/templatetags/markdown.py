"""`{{ topic.problem|markdown }}` in a `.prose` block, `{{ topic.title|markdown_inline }}` in a line."""

from django.template import Library
from django.utils.safestring import SafeString

from planning.markdown import render, render_inline

register = Library()


@register.filter
def markdown(text: str) -> SafeString:
    return render(text)


@register.filter
def markdown_inline(text: str) -> SafeString:
    return render_inline(text)
