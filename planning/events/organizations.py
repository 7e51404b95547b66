"""Organizations by the names people type."""

from planning.events.models import Organization


def organization_named(name: str) -> Organization | None:
    """The organization of that name, however it is capitalized; a new one where there is none yet."""
    name = " ".join(name.split())
    if not name:
        return None
    known = Organization.objects.filter(name__iexact=name).first()
    return known or Organization.objects.get_or_create(name=name)[0]  # somebody else may be typing it, too
