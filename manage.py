#!/usr/bin/env python
"""Django's command line: `python manage.py help` lists what it can do."""

import os
import sys

SET_UP = "Run `make install` first, then .venv/bin/python manage.py."
MIGRATE = (
    "Run `make demo` to try things out, or `make install` and .venv/bin/python manage.py migrate for a database to "
    "work with."
)
NOT_THERE = ("unable to open database file", "no such table", "no such column", "does not exist")
UNREACHABLE = ("connection failed", "connection is bad", "resolve host")

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError
except ImportError as error:
    sys.exit(f"A package is missing: {error}. {SET_UP}")


def main() -> None:
    """Say in a line or two what somebody has to do who has just cloned this. Anything else has its traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "htg.settings")
    try:
        execute_from_command_line(sys.argv)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] in {"htg", "planning", "retros"}:
            raise
        sys.exit(f"A package is missing: {error}. {SET_UP}")
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError as error:
        why = next(iter(str(error).splitlines()), "")
        if any(words in why for words in NOT_THERE):
            sys.exit(f"The database is not set up, or not up to date ({why}).\n{MIGRATE}")
        if any(words in why for words in UNREACHABLE):
            sys.exit(f"The database cannot be reached ({why}).\nIs its server running, and is DATABASE_URL right?")
        raise


if __name__ == "__main__":
    main()
