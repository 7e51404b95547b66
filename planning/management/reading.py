"""The text of a file that a command is given."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

REFUSED = 2
"""The status that a command ends with where it was given a file that is wrong."""


def read_text(name: str) -> str:
    """Of the file, or of standard input for `-`. Raises CommandError."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read: {error}", returncode=REFUSED) from error
