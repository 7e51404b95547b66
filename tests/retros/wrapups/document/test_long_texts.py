"""A long text costs no more than its length: reading never looks at all of it for each of its parts."""

from contextlib import suppress

import pytest

from retros.wrapups.document import DocumentRejected, read_document
from tests.growth import growth

TITLE = "# Hack The Garden 12/2026 Wrap Up\n\n"


@pytest.mark.parametrize(
    "piece",
    [
        "## A\n\n",
        "## A\n\n### B\n\n",
        "## A\n\n**Next Steps:** Go on.\n\n",
        "A B ",
        "A-B'C",
        "held at A ",
        "invited by A ",
    ],
)
def test_reading_grows_with_the_length_alone(piece: str) -> None:
    def read(length: int) -> None:
        with suppress(DocumentRejected):  # most of these are no wrap-ups
            read_document(TITLE + piece * (length // len(piece)) + "\n")

    assert growth(read, 15_000) < 8
