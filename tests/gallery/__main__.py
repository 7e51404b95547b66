"""`make gallery`. Exits with 1 if something is wrong with a page."""

import os
import sys

import django

django.setup()

from tests.gallery import running  # noqa: E402  # it imports models

if __name__ == "__main__":
    sys.exit(1 if running.fill(only=os.environ.get("GALLERY", "")) else 0)
