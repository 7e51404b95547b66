"""The product's own settings, serving styles as production does, with a page that breaks."""

import os
from pathlib import Path

from htg.settings import *  # noqa: F403  # every setting but those below
from htg.settings import REST_FRAMEWORK, STORAGES

ROOT_URLCONF = "tests.gallery.urls"
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] |= {"anon": "100000/s", "user": "100000/s"}  # type: ignore[operator]  # a dict
STATIC_ROOT = Path(os.environ["GALLERY_STATIC"])
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
