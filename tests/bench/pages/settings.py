"""The product's own settings with the floors beside its pages, as in production but without TLS."""

import os
from pathlib import Path

from htg.settings import *  # noqa: F403  # every setting but those below
from htg.settings import DATABASES, REST_FRAMEWORK, STORAGES, TEMPLATES

ROOT_URLCONF = "tests.bench.pages.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]

# The same counting of requests, without ever saying that there were too many.
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] |= {"anon": "100000/s", "user": "100000/s"}  # type: ignore[operator]  # a dict

# A connection that ends takes with it what its server process has used.
DATABASES["default"]["CONN_MAX_AGE"] = None

collected = os.environ.get("BENCH_STATIC")
STATIC_ROOT = Path(collected) if collected else Path(__file__).parent / "templates"  # it is there, with no styles in it
if collected:
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
    STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
