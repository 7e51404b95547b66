"""Reading a wrap-up, against the parser it is built on."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import process_time

from markdown_it import MarkdownIt

from retros.wrapups.document import decode, read_document
from tests.bench.ratios import best_of, judged
from tests.retros.wrapups.document import samples

MOST = 1.5
"""What it may cost, of what markdown-it-py alone needs to parse the same text."""


def wrap_ups() -> Iterator[tuple[str, str]]:
    """Names and texts: 20 topics in each form, and the published documents where they are at hand."""
    for name in ("ON_THE_LINE", "ON_LINES_OF_THEIR_OWN", "AS_HEADINGS"):
        topic: str = getattr(samples, name)
        topics = (topic.replace("Faster", f"Faster {number}") for number in range(20))
        yield name.lower().replace("_", " "), samples.HEADER + "\n" + "\n".join(topics)
    for folder in ("PUBLISHED_DOCUMENTS", "SOURCE_DOCUMENTS"):
        for path in sorted(Path(os.environ[folder]).iterdir()) if folder in os.environ else ():
            if "agenda" not in path.name:
                yield path.stem[:24], decode(path.read_bytes())


def measure(*, full: bool) -> bool:
    """Return whether it is fast enough."""
    holding = []
    print(f"Reading a wrap-up, in times of what markdown-it-py needs for the same text (at most {MOST}):")
    for name, text in wrap_ups():
        parse = partial(MarkdownIt().parse, text)
        found = best_of(25 if full else 1, partial(read_document, text), parse, clock=process_time)
        line, holds = judged(found, most=MOST)
        print(f"  {name:<26}{len(text):>7,} characters  {line}", flush=True)
        holding.append(holds)
    return all(holding)
