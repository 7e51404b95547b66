"""`{% icon "home" %}`, `{% avatar person.name %}`, `{% mark organization.name %}`. Both stand beside the name."""

from functools import cache, lru_cache

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from planning.marks import initials, mark_of, tint_of

register = Library()

DRAWN = 2_000
"""Names whose picture is kept in the process, of some hundred bytes each: a page of teams shows hundreds."""


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
    return drawn_avatar(str(name), f"avatar avatar-{size}" if size else "avatar")


@lru_cache(DRAWN)
def drawn_avatar(name: str, kind: str) -> SafeString:
    return format_html('<span class="{} tint-{}" aria-hidden="true">{}</span>', kind, tint_of(name), initials(name))


@register.simple_tag
def mark(name: object) -> SafeString:
    return drawn_mark(str(name))


@lru_cache(DRAWN)
def drawn_mark(name: str) -> SafeString:
    drawn = mark_of(name)
    return format_html(
        '<svg class="mark tint-{}" viewBox="0 0 32 32" aria-hidden="true"><use href="{}#m-{}"/>'
        '<text x="16" y="20">{}</text></svg>',
        drawn.tint,
        sprite(),
        drawn.shape,
        drawn.letters,
    )
