"""How much each fault test does: a short run in `make test`, all of it in `make faults`."""

import os
import random
import secrets

FULL = os.environ.get("FAULTS") == "full"

REMINDERS = 10_000 if FULL else 150
KILLS = 50 if FULL else 3
HELD_MESSAGES, KILLS_WHILE_HELD = (1_000, 20) if FULL else (60, 2)
FEWER_REMINDERS = 1_000 if FULL else 40
"""Where it is not the number that makes it hard."""
RESTARTS = 5 if FULL else 1
"""Of a server that the site depends on."""
API_CASES = 5_200 if FULL else 250
"""Requests that a visitor makes to the API; in short each operation is asked twice. Some of them know few questions."""
DAYS = 9 if FULL else 1
"""That the clock walks through."""

LEASE_SECONDS = 20 if FULL else 6
"""Longer than a worker on a busy machine is kept from working."""
PATIENCE = 1800 if FULL else 90
"""Seconds after which what was to happen will not happen any more."""


def seeded() -> tuple[int, random.Random]:
    """A seed to be printed, and chance that can be had again with FAULTS_SEED."""
    seed = int(os.environ.get("FAULTS_SEED") or secrets.randbelow(1_000_000))
    return seed, random.Random(seed)  # noqa: S311  # to be repeated, not to be secret
