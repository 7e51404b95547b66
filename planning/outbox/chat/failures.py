"""Why a post did not get there: kept in English for those who run the site, and shown to people in their language."""

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

TOO_SLOW = gettext_noop("%(service)s did not accept it within %(seconds)s seconds.")
BROKEN = gettext_noop("%(service)s could not be reached (%(error)s).")
SILENT = gettext_noop("%(service)s could not be reached, or did not say why it refused.")
LED_INSIDE = gettext_noop("%(service)s pointed inside the network, and we don’t post there.")
GONE = gettext_noop("%(service)s no longer knows this address (%(status)s). Make a new one there.")
MOVED = gettext_noop("%(service)s sent us on to another address (%(status)s), which we do not follow.")
REFUSED = gettext_noop("%(service)s refused it (%(status)s). Check there whether the address still works.")
BUSY = gettext_noop("%(service)s could not accept it just now (%(status)s).")
ALL = (TOO_SLOW, BROKEN, SILENT, LED_INSIDE, GONE, MOVED, REFUSED, BUSY)


def told(error: str) -> str:
    """Say it in the active language. It may hold something from elsewhere too, perhaps a refused address."""
    for failure in ALL:
        if said := pattern(failure).fullmatch(error):
            return gettext(failure) % said.groupdict()
    return gettext(error) if error else ""


@cache
def pattern(failure: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(failure)))
