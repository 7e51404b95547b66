"""A long text costs no more than its length: reading never looks at all of it for each of its parts."""

from contextlib import suppress
from time import process_time

import pytest

from retros.wrapups.document import DocumentRejected, read_document

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
def test_long_text_is_read_in_no_time(piece: str) -> None:
    text = TITLE + piece * (60_000 // len(piece)) + "\n"
    began = process_time()

    with suppress(DocumentRejected):  # most of these are no wrap-ups
        read_document(text)

    assert process_time() - began < 3
