"""`make bench`. Exits with 1 if something is too slow. With `--try` it does little, and judges nothing."""

import sys

import django

django.setup()

from tests.bench import assigning, counting, delivering, finding, planning, reading  # noqa: E402  # they import models
from tests.bench.pages import running as pages  # noqa: E402  # as above


def main() -> int:
    full = "--try" not in sys.argv
    results = [part.measure(full=full) for part in (assigning, counting, reading, planning, delivering, finding, pages)]
    return 0 if all(results) or not full else 1


if __name__ == "__main__":
    sys.exit(main())
