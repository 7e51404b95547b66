"""One settings file: strict unless LOCAL says that this is someone's own machine.

Every choice is an environment variable, or a line in `.env`; README.md lists them.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from htg.accounts.settings import sign_in_settings
from htg.background.beat import BEAT_SCHEDULE
from htg.openapi.settings import SCHEMA

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

LOCAL: bool = env.bool("LOCAL", default=False)
DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. `make install` writes one into .env for this machine.")
if DEBUG and not LOCAL:
    raise ImproperlyConfigured("DEBUG shows secrets to visitors. Set LOCAL=1 with it, on your own machine.")

# Where people reach the site: links in mails start with it.
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Visitors are told apart by the address that this many proxies vouch for; the rest anyone can make up.
NUM_PROXIES: int = env.int("NUM_PROXIES", default=0 if LOCAL else 1)

INSTALLED_APPS = [
    "htg",
    "planning",
    "retros",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "rest_framework",
    "simple_history",
    "htg.admin_config.GardenAdminConfig",  # django.contrib.admin, with our sign-in
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "htg.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "htg.no_store.no_store",
]

ROOT_URLCONF = "htg.urls"
WSGI_APPLICATION = "htg.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "planning.inputs.InputRenderer"

# --- Data ---

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'htg.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Take the write lock when a transaction begins: waiting there works, being upgraded later does not.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged is on the disk. With NORMAL a power cut loses the last seconds: ballots that
        # people have a receipt for, and the note that a mail was sent, which is then sent again. It costs one wait for
        # the disk per transaction, and a community writes a few a second at most.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL compiles what it expects to take long, and that takes longer than any query of ours: with 100,000
    # next steps their list took 843 ms with it, and 298 without. And it tries all orders in which eight tables can be
    # joined: ten times as long as for six, and as long as the rest of the page. Ours are written in the order to join
    # them. `?options=` in DATABASE_URL comes first.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c join_collapse_limit=6")

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

REDIS_URL: str = env.str("REDIS_URL", default="")
if REDIS_URL:
    IN_REDIS = {"LOCATION": REDIS_URL, "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1}}
    CACHES = {
        "default": {"BACKEND": "htg.cache.SteadyCache"} | IN_REDIS,
        "pages": {"BACKEND": "htg.cache.PagesCache"} | IN_REDIS,
        "counts": {"BACKEND": "htg.cache.PagesCache"} | IN_REDIS,
        "asked": {"BACKEND": "htg.cache.PagesCache"} | IN_REDIS,
    }
else:
    # Large enough that no one can make it forget its counts by asking from many addresses. Pages are apart from them,
    # and few: one takes some ten thousand bytes.
    IN_PROCESS = "django.core.cache.backends.locmem.LocMemCache"
    CACHES = {
        "default": {"BACKEND": IN_PROCESS, "OPTIONS": {"MAX_ENTRIES": 10_000}},
        "pages": {"BACKEND": IN_PROCESS, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 300}},
        # A few for each event, of some hundred bytes each, or some thousand for an event of many topics.
        "counts": {"BACKEND": IN_PROCESS, "LOCATION": "counts", "OPTIONS": {"MAX_ENTRIES": 600}},
        "asked": {"BACKEND": IN_PROCESS, "LOCATION": "asked", "OPTIONS": {"MAX_ENTRIES": 200}},
    }

# --- Background work ---

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page never waits for a broker that is down: the outbox is swept every minute anyway.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 2, "socket_timeout": 10, "max_retries": 0} if REDIS_URL else {"polling_interval": 0.2}
)
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "htg.background.scheduler:EndingScheduler"
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE

# --- Mail ---

# Ours says whether a mail may have arrived although the connection broke.
env.EMAIL_SCHEMES |= dict.fromkeys(("smtp", "smtps", "smtp+tls", "smtp+ssl"), "planning.outbox.mail.smtp.EmailBackend")
env.EMAIL_SCHEMES["consolemail"] = "htg.console_mail.EmailBackend"
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20
# After this long another worker takes over what one had in hand. A mail can take EMAIL_TIMEOUT at each of ten steps.
OUTBOX_LEASE_SECONDS: float = env.float("OUTBOX_LEASE_SECONDS", default=300.0)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Hack the Garden <garden@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Hosts inside our own network that people may post to all the same, such as our own chat server.
CHANNEL_HOSTS: list[str] = [host.lower() for host in env.list("CHANNEL_HOSTS", default=[])]

# --- Evidence from GitHub ---

GITHUB_WEBHOOK_SECRET: str = env.str("GITHUB_WEBHOOK_SECRET", default="")
GITHUB_TOKEN: str = env.str("GITHUB_TOKEN", default="")
GITHUB_API_URL: str = env.str("GITHUB_API_URL", default="https://api.github.com")

# --- People ---

vars().update(sign_in_settings(local=LOCAL, proxies=NUM_PROXIES))

# --- API ---

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "planning.people.tokens.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["planning.rest.bodies.TextualJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["planning.rest.filters.FilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "planning.rest.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "htg.openapi.schema.RoomSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "planning.rest.throttles.AnonymousThrottle",
        "planning.rest.throttles.UserThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min", "user": "600/min", "sign-in": "60/min"},
    "NUM_PROXIES": NUM_PROXIES,
    "EXCEPTION_HANDLER": "planning.rest.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = SCHEMA

# --- Pages ---

LANGUAGE_CODE = "en"
# What people can have their mail in, and the pages it links to.
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
TIME_ZONE: str = env.str("TIME_ZONE", default="Europe/Berlin")
FORMAT_MODULE_PATH = "htg.formats"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = LOCAL  # an edited stylesheet shows at once, and nothing has to be collected first
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if LOCAL
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# --- Safety ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "htg.notices.BoundStorage"
CSRF_FAILURE_VIEW = "htg.errors.csrf_failure"
if not LOCAL:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"keys_hidden": {"()": "htg.masking.KeysHidden"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys_hidden"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        # A refusal is an answer, not a fault: its traceback would bury the real faults.
        "django.request": {"level": "ERROR"},
        # These would spell out the addresses of channels, and anyone who has one can post there.
        "apprise": {"level": "WARNING", "handlers": ["nowhere"], "propagate": False},
        "urllib3": {"level": "WARNING"},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}
