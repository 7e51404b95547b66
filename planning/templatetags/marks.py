"""`{% icon "home" %}`, `{% avatar person.name %}`, `{% mark organization.name %}`. Both stand beside the name."""

from functools import cache

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from planning.marks import initials, mark_of, tint_of

register = Library()


@cache
def sprite(name: str = "icons") -> str:
    return static(f"planning/{name}.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon, hidden from those who listen unless it has a label."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#i-{}"/></svg>', said, sprite(), name)


@register.simple_tag
def scene(name: str) -> SafeString:
    """A small picture for a page that would be bare."""
    use = '<svg class="scene" viewBox="0 0 176 104" aria-hidden="true"><use href="{}#{}"/></svg>'
    return format_html(use, sprite("scenes"), name)


@register.simple_tag
def avatar(name: object, size: str = "") -> SafeString:
    """A person's initials. `size` is "s" or "l"; without one it is 36 pixels wide."""
    kind, said = f"avatar avatar-{size}" if size else "avatar", str(name)
    return format_html('<span class="{} tint-{}" aria-hidden="true">{}</span>', kind, tint_of(said), initials(said))


@register.simple_tag
def mark(name: object) -> SafeString:
    drawn = mark_of(str(name))
    return format_html(
        '<svg class="mark tint-{}" viewBox="0 0 32 32" aria-hidden="true"><use href="{}#m-{}"/>'
        '<text x="16" y="20">{}</text></svg>',
        drawn.tint,
        sprite(),
        drawn.shape,
        drawn.letters,
    )
