from collections.abc import Mapping
from typing import Any


class Rejected(Exception):
    """A rule says no. The text is for the person: what is wrong, and what to do.

    Each activity defines its own as a subclass; pages put the text on the form, the API answers 409 with it.
    """

    members: Mapping[str, Any] = {}
    """What else is in the API's answer."""
