"""Calling commands as an operator does."""

import json
from io import StringIO
from typing import Any

from django.core.management import call_command


def output(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def answer(*command: str) -> Any:
    return json.loads(output(*command))
