"""Numbers with the word for what they count."""

from django.utils.translation import ngettext


def counted(number: int, one: str, many: str = "") -> str:
    """`1 reminder`, `3 reminders`; `many` where an s is not enough."""
    return f"{number} {ngettext(one, many or f'{one}s', number)}"
