"""The product's own settings, on test data. Whatever `.env` says is set aside."""

import os
import tempfile
from pathlib import Path
from zlib import crc32

from tests.days import chosen_zone

os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 50)
os.environ["LOCAL"] = "1"
os.environ["DEBUG"] = "0"
os.environ["SITE_URL"] = "http://testserver"
# The tests choose their own database and broker; see tests/run.py. The name of a file, though nothing is kept there:
# a live server would share the connection of a database in memory between its threads, and SQLite crash of it.
os.environ["DATABASE_URL"] = os.environ.get(
    "TEST_DATABASE_URL", f"sqlite:///{tempfile.gettempdir()}/htg-unused.sqlite3"
)
os.environ["REDIS_URL"] = ""
os.environ["TIME_ZONE"] = chosen_zone()

from htg.settings import *  # noqa: F403  # every setting but those below
from htg.settings import DATABASES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file as in production, one a process: what a test commits, its threads and the workers it starts see as well.
    test_name = str(Path(tempfile.gettempdir()) / f"htg-test-{os.getpid()}.sqlite3")
else:
    # One a working copy: two of them may be tested at the same time on one server.
    test_name = f"test_htg_{crc32(__file__.encode()):08x}"
DATABASES["default"]["TEST"] = {"NAME": test_name}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
