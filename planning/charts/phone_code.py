"""A code that a phone reads off the projector: black on white by day and by night, or many phones could not."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

MARGIN = 2
"""Modules of white around it. The card it stands on is white, too."""


def draw_phone_code(address: str) -> SafeString:
    """Write the address beside it, for those who type."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=MARGIN, omitsize=True)
    return format_html('<span role="img" aria-label="QR code of {}">{}</span>', address, mark_safe(drawn))
