"""The emoji that a title begins with. Pure."""

import re

LONGEST_EMOJI = 20
EMOJI = re.compile(
    r"(?:(?:[\U0001F000-\U0001FAFF\u231A-\u23FF\u2600-\u27BF\u2934\u2935\u2B05-\u2B55\u3030\u303D\u3297\u3299]"
    r"|[\u00A9\u00AE\u203C\u2049\u2122\u2139\u2194-\u21AA\u25AA-\u25FE\u24C2](?=\uFE0F)|[0-9#*](?=\uFE0F?\u20E3))"
    r"[\uFE0E\uFE0F\u200D\u20E3\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]*)+(?=\s|\w|$)"
)


def split_heading(heading: str) -> tuple[str, str]:
    """The emoji a heading begins with, and the rest."""
    heading = " ".join(heading.split())
    match = EMOJI.match(heading)
    if match is None or len(match[0]) > LONGEST_EMOJI or match.end() == len(heading):
        return "", heading
    return match[0], heading[match.end() :].strip()
