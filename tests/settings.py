"""The product's own settings, on test data. Whatever `.env` says is set aside."""

import os

os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 50)
os.environ["LOCAL"] = "1"
os.environ["DEBUG"] = "0"
os.environ["SITE_URL"] = "http://testserver"
# The tests choose their own database and broker; see the Makefile.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:")
os.environ["REDIS_URL"] = ""

from htg.settings import *  # noqa: F403  # every setting but those below

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
