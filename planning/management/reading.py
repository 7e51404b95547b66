"""What a command is given: a file, or the month of an event."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

from planning.events.models import Event

REFUSED = 2
"""The status that a command ends with where it was given a file that is wrong, or an event that does not exist."""


def read_bytes(name: str) -> bytes:
    """Of the file, or of standard input for `-`. Raises CommandError."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error}", returncode=REFUSED) from error


def read_text(name: str) -> str:
    """As above."""
    try:
        return read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} cannot be read: {error}", returncode=REFUSED) from error


def find_event(slug: str) -> Event:
    """Raises CommandError, with those there are."""
    event = Event.objects.filter(slug=slug).first()
    if event is None:
        known = ", ".join(Event.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There's no event {slug}. There are: {known}.", returncode=REFUSED)
    return event
