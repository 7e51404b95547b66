"""Anyone can open an issue: none may take so long to read that nothing else comes in."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from planning.topics.importing.bodies import read_body
from planning.topics.importing.facts import LONGEST_BODY
from planning.topics.importing.pads import read_pad

FEW_SECONDS = 5
"""By squares it was more than a minute."""


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_body, "](" + " " * LONGEST_BODY),
        (read_body, "# a" + " " * LONGEST_BODY + "b"),
        (read_pad, "- x" + "-" * LONGEST_BODY + "y"),
        (read_pad, "- x" + " " * LONGEST_BODY + "y"),
        (read_pad, "- " + "[" * LONGEST_BODY),
    ],
)
def test_text_is_read_in_time_that_grows_with_its_length(read: Callable[[str], Any], text: str) -> None:
    began = process_time()

    read(text)

    assert process_time() - began < FEW_SECONDS
