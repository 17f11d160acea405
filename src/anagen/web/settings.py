"""How the pages run at home: this computer alone, no account, nothing sent anywhere.

Importing this file reads the kept secret and writes nothing; `serving` makes what is missing.
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from anagen.languages import offered
from anagen.store.folder import data_folder, secret_key
from anagen.web.access.viewer import Mode, mode_of

PACKAGE = Path(__file__).parent.parent
DATA = data_folder(os.environ)
#: A household without accounts, or clinics with them. `serve` sets it.
MODE = mode_of(os.environ.get("ANAGEN_MODE", ""))
#: The address that phones on the same network use; "" while only this computer is served.
LAN = os.environ.get("ANAGEN_LAN", "")
#: Whether the records are invented, to look around in; every page then says so.
SAMPLE = os.environ.get("ANAGEN_SAMPLE", "") == "1"
#: Whether a proxy in front of us speaks https with the browsers and tells us so.
BEHIND_HTTPS = os.environ.get("ANAGEN_HTTPS", "") == "1"
SECRET_KEY = secret_key(DATA)
DEBUG = False

# Only this computer may ask, by these names. A page from elsewhere that points its own name at
# this address (DNS rebinding) sends that name, and is refused.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# A clinic names the hosts under which its computers reach this one, with commas between them.
if MODE is Mode.CLINIC:
    ALLOWED_HOSTS += [host for host in os.environ.get("ANAGEN_HOSTS", "").split(",") if host]
if LAN:
    ALLOWED_HOSTS.append(LAN.removeprefix("https://").partition(":")[0])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "anagen.store",
    "anagen.store.clinics",
    "anagen.store.lock",
    "anagen.store.audit",
    "anagen.store.jobs",
    "anagen.store.pictures",
    "anagen.store.counts",
    "anagen.store.procedures",
    "anagen.store.desk",
    "anagen.store.sessions",
    "anagen.web.look",
    "anagen.web.home",
    "anagen.web.today",
    "anagen.web.measure",
    "anagen.web.screen",
    "anagen.web.advice",
    "anagen.web.plan",
    "anagen.web.sheets",
    "anagen.web.recover",
    "anagen.web.data",
    "anagen.web.evidence",
    "anagen.web.lock",
    "anagen.web.more",
    "anagen.web.offline",
    "anagen.web.outlook",
    "anagen.web.records",
    "anagen.web.clinic.care",
    "anagen.web.clinic.desk",
    "anagen.web.account",
    "anagen.web.audit",
    "anagen.web.treat",
]

MIDDLEWARE = [
    "anagen.web.guard.private_pages",
    "anagen.web.squeezing.Squeezed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "anagen.web.guard.only_small_bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "anagen.web.offline.leading.leads_in_words",
    "django.contrib.messages.middleware.MessageMiddleware",
    "anagen.web.lock.door.Door",
    "anagen.web.access.gate.Gate",
    "anagen.web.audit.watch.Watch",
    "anagen.web.guard.RefusalsInWords",
]

ROOT_URLCONF = "anagen.web.urls"
WSGI_APPLICATION = "anagen.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "anagen.web.look.theme.chosen_theme",
                "anagen.web.look.language.chosen_language",
                "anagen.web.look.places.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "anagen.web.look.templatetags.languages",
                "anagen.web.look.templatetags.look",
                "anagen.web.look.templatetags.words",
                "anagen.web.screen.templatetags.asking",
                "anagen.web.account.templatetags.account",
            ],
        },
    }
]

# FULL: an answer that was acknowledged survives a power cut. IMMEDIATE: two writers queue
# instead of failing. secure_delete: what is erased is overwritten, not only unlinked.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "anagen.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
            ),
        },
    }
}

if os.environ.get("DATABASE_URL"):
    DATABASES["default"] = dict(dj_database_url.config(conn_max_age=None))

LANGUAGE_CODE = "en"
LANGUAGES = [(one.code.lower(), one.name) for one in offered(os.environ)]
LOCALE_PATHS = [PACKAGE / "languages"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0  # a new version shows at once; asking again costs nothing on one computer


def WHITENOISE_IMMUTABLE_FILE_TEST(_path: str, url: str) -> bool:  # noqa: N802 - its given name
    """Fonts never change, and a font that is asked for again makes the text jump."""
    return url.endswith(".woff2")


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "anagen.web.look.refusals.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_SAMESITE = "Strict"  # the messages cookie follows these two
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # a day's work; a page left alone locks long before

if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
# Whether other names below a clinic's own speak https is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGIN_URL = "sign_in"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
]

# The longest form is one question. A file may only come to the routes that `guard` names.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
FILE_UPLOAD_HANDLERS = ["anagen.web.measure.uploading.UpToTheCap"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"no_content": {"()": "anagen.web.guard.WithoutContent"}},
    "handlers": {
        "terminal": {
            "class": "logging.StreamHandler",
            "level": "ERROR",
            "formatter": "no_content",
        },
    },
    "loggers": {"django": {"handlers": ["terminal"], "propagate": False}},
}
