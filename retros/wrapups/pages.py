"""What the pages of a wrap-up share."""

from typing import Any

from django.utils import timezone

from planning.events.models import Event
from retros.wrapups.models import WrapUp


def wrap_up_context(event: Event) -> dict[str, Any]:
    """What the wrap-up's pages show: the document so far, and how long it took."""
    today = timezone.localdate()
    found = WrapUp.objects.select_related("event").filter(event=event).first() or WrapUp(event=event)
    return {"wrap_up": found, "lag": found.lag_in_days(today)}
