"""How fast it is, as ratios within one run: `make bench`.

Times differ from machine to machine, so none is printed alone, and none is asked for in a test.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

from markdown_it import MarkdownIt

from retros.wrapups.document import decode, read
from tests.retros.wrapups.document import test_reading as samples

ROUNDS = 25
MOST = 1.5
"""What reading a wrap-up may cost, of what markdown-it-py alone needs to parse the same text."""


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


def ratio(work: Callable[[], object], measure: Callable[[], object]) -> float:
    """The best of many rounds of the one in terms of the other, taken in turns: a busy machine slows down both."""
    times = [(seconds(work), seconds(measure)) for _ in range(ROUNDS)]
    return min(each for each, _ in times) / min(each for _, each in times)


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def main() -> None:
    print(f"Reading a wrap-up, in times of what markdown-it-py needs for the same text (at most {MOST}):")
    for name, text in wrap_ups():
        found = ratio(partial(read, text), partial(MarkdownIt().parse, text))
        print(f"  {name:<26}{len(text):>7,} characters  {found:5.2f}  {'' if found <= MOST else 'TOO SLOW'}")


if __name__ == "__main__":
    main()
