"""The text of a file that a command is given."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

REFUSED = 2
"""The status that a command ends with where it was given a file that is wrong."""


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
