"""Organizations by the names people type."""

from planning.events.models import Organization
from planning.texts.cleaning import folded


def organization_named(name: str) -> Organization | None:
    """The organization with that name, however it is written; a new one if there is none yet."""
    if not folded(name):
        return None
    return Organization.objects.get_or_create(folded_name=name, defaults={"name": name})[0]
