"""`{{ topic.problem|markdown }}` in a `.prose` block, `{{ topic.title|markdown_inline }}` in a line."""

from django.template import Library
from django.utils.safestring import SafeString

from planning import markdown as rendering
from planning.markdown import render, render_inline, render_label

register = Library()


@register.filter
def markdown(text: str) -> SafeString:
    return render(text)


@register.filter
def markdown_inline(text: str) -> SafeString:
    return render_inline(text)


@register.filter
def markdown_label(text: str) -> SafeString:
    """For a line that is a link itself."""
    return render_label(text)


@register.filter
def excerpt(text: str) -> str:
    """For a line of a list that shows how a long text begins."""
    return rendering.excerpt(text)


@register.filter
def plain(text: str) -> str:
    """For a line that cannot hold HTML."""
    return rendering.plain(text)
