"""Organizations by the names people type."""

from planning.events.models import Organization


def organization_named(name: str) -> Organization | None:
    """The organization of that name, however it is capitalized; a new one where there is none yet."""
    name = " ".join(name.split())
    if not name:
        return None
    return Organization.objects.filter(name__iexact=name).first() or Organization.objects.create(name=name)
