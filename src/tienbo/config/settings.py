"""All settings, from the environment. Every name that a system administrator may set begins with ``TIENBO_``.

``docs/settings.md`` lists them; a test compares the two.
"""

import os
import secrets
import urllib.parse
from pathlib import Path

from csp.constants import NONE, SELF

from tienbo.core.mail_server import parse_mail_url
from tienbo.core.places import data_directory

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool) -> bool:
    """A yes/no setting: 1, true, yes, on (any case) mean yes."""
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


VAR = data_directory()

# Demo: one machine, 127.0.0.1 only, second factor off, a banner on every page, the clock set to the demo's day.
DEMO = _flag("TIENBO_DEMO", False)
DEBUG = _flag("TIENBO_DEBUG", False)


def _secret_key() -> str:
    """The key from the environment, else from the data directory, made at the first start (0600)."""
    if "TIENBO_SECRET_KEY" in os.environ:
        return os.environ["TIENBO_SECRET_KEY"]
    kept = VAR / "secret_key"
    if kept.exists():
        return kept.read_text().strip()
    if VAR.exists():
        key = secrets.token_urlsafe(50)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
        return key
    # No data directory yet (`tienbo letter read` needs none): a key that nothing will be signed with.
    return secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _list("TIENBO_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _list("TIENBO_ORIGINS", "")
SECURE = _flag("TIENBO_HTTPS", False)

INSTALLED_APPS = [
    # Ours, from the top of the house to its foundation (ARCHITECTURE.md).
    "tienbo.demo",
    "tienbo.home",
    "tienbo.api",
    "tienbo.reporting",
    "tienbo.guidance",
    "tienbo.indicators",
    "tienbo.committees",
    "tienbo.tasks",
    "tienbo.register",
    "tienbo.notices",
    "tienbo.access",
    "tienbo.units",
    "tienbo.files",
    "tienbo.journal",
    "tienbo.documents",
    "tienbo.core",
    # Others'.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton",
    "django_htmx",
    "django_filters",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before the session is looked for: the interface for other software knows none.
    "tienbo.api.door.NoCookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tienbo.core.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    # Before anything asks the database for what came: sessions and people are loaded only when they are first needed.
    "tienbo.core.incoming.StorableMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tienbo.access.privacy.PrivateMiddleware",
    # What a device sends later is sent by whom it names.
    "tienbo.access.same_person.SamePersonMiddleware",
    # Last: it knows the person, and sends away whoever must set up a password or a second factor first.
    "tienbo.access.seat.SeatMiddleware",
]

ROOT_URLCONF = "tienbo.config.urls"
WSGI_APPLICATION = "tienbo.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "tienbo.core.templatetags.formats"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tienbo.config.navigation.chrome",
            ],
        },
    }
]

# Every form is drawn by our own templates: label, help, errors and field, tied together for a screen reader.
FORM_RENDERER = "tienbo.core.forms.Renderer"


def _database() -> dict:
    """The database that ``TIENBO_DATABASE_URL`` names, else the private server of the data directory.

    The private server's socket folder is read when the first connection is made (``core.private_server``),
    since it may not run yet while settings are read.
    """
    url = os.environ.get("TIENBO_DATABASE_URL")
    options: dict = {}
    if not url:
        return {"ENGINE": "tienbo.core.database", "NAME": "tienbo", "USER": "tienbo", "OPTIONS": options}
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("TIENBO_DATABASE_URL must begin with postgresql://")
    query = dict(urllib.parse.parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": urllib.parse.unquote(parts.path.lstrip("/")),
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": query.pop("host", urllib.parse.unquote(parts.hostname or "")),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": options | query,
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _database() | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Rate limits must be counted across processes; the database is the one thing they share.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "tienbo.access.backend.GrantBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tienbo.access.passwords.NotThePresentOne"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
ACCOUNT_ADAPTER = "tienbo.access.login.Adapter"
ACCOUNT_FORMS = {"login": "tienbo.access.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# Failed logins: an account is stopped for the address that failed, so that nobody locks another out from elsewhere; an
# address is stopped after more, since a whole office shares one. What is tried counts too (allauth's 30 a minute).
# A file that anybody gives to be checked costs work: ten a minute from an address.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,50/5m/ip", "file_check": "10/m/ip"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# Makes the first administrator (`tienbo init --admin`).
ADMINISTRATOR_MAKER = "tienbo.access.administrators.make"
# Roles that must show a second factor: those that give out passwords of others. Nobody in the demo.
MFA_ROLES = [] if DEMO else _list("TIENBO_MFA_ROLES", "system_administrator,standing_office")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
# `config` is no application of Django, but the words of the rail are there.
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
# Our own formats are in core.templatetags.formats: Django's for `vi` are not those of Decree 30/2020.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tienbo.core.assets.Storage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILES_ROOT = VAR / "files"
# Certificates that end a chain of trust: a folder. None: a signature is intact or not, its signer is never verified.
TRUST_ROOTS = os.environ.get("TIENBO_TRUST_ROOTS", "")
# What modules find for an administrator to mend (`tienbo check`): functions that yield a sentence in both languages.
INSTANCE_CHECKS = ["tienbo.reporting.signing.queries.roots_to_mend"]


def _public_url() -> str:
    """Where people reach the site, without a slash at the end: links in mail, in calendars and in codes on paper begin
    with it; "" prints no codes."""
    url = os.environ.get("TIENBO_PUBLIC_URL", "").strip().rstrip("/")
    if url and (urllib.parse.urlsplit(url).scheme not in {"http", "https"} or not urllib.parse.urlsplit(url).netloc):
        raise ValueError("TIENBO_PUBLIC_URL must be an address such as https://tienbo.example.vn")
    return url


PUBLIC_URL = _public_url()
UPLOAD_LIMIT = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
# The page that shows a document beside its form frames our own PDF.
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "tienbo.core.views.csrf_failure"
if SECURE:
    # TLS means a proxy before us: login limits count the address it saw, not the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# Mail goes out through core.mail alone; what a library would send is dropped.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MAIL_SERVER = parse_mail_url(os.environ["TIENBO_MAIL_URL"]) if os.environ.get("TIENBO_MAIL_URL") else None
MAIL_FROM = os.environ.get("TIENBO_MAIL_FROM", "")
if MAIL_SERVER and not (MAIL_FROM and PUBLIC_URL):
    raise ValueError("TIENBO_MAIL_URL needs TIENBO_MAIL_FROM (an address) and TIENBO_PUBLIC_URL (https://...)")

# What an instance needs before anybody can work in it; each may run any number of times.
PREPARE_STEPS = ["tienbo.reporting.definitions.actions.register_builtin_forms"]

# Modules that know figures and items (indicators.ports); asked by reporting in this order.
REPORT_SOURCES = ["tienbo.guidance.sources", "tienbo.reporting.exchange.sources"]
# Modules that know due days (core.calendar_entries).
CALENDAR_SOURCES = ["tienbo.reporting.rounds.sources.calendar_entries", "tienbo.tasks.sources.calendar_entries"]
# Writes a notice for modules below the inbox (core.telling).
TELLER = "tienbo.notices.actions.notify"
# Knows the reporting rounds that a letter meets (guidance.open_rounds).
OPEN_ROUNDS = "tienbo.reporting.rounds.queries.open_rounds"
# Knows by how much earlier those below a unit send their reports (guidance.open_rounds).
USUAL_DAYS_BELOW = "tienbo.reporting.rounds.queries.usual_days_below"
# Knows the kinds of papers that a unit sends up (committees.kinds_of_paper).
KINDS_OF_PAPER = "tienbo.reporting.rounds.papers.queries.kinds_of_paper"
# Knows what was recorded of the signed document of a paper (reporting.rounds.papers.signed).
PAPERS_SIGNED = "tienbo.reporting.versions.queries.signed_papers"
# Where each kind of thing is shown (core.links).
LINKS = "tienbo.config.links"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TIENBO_LOG_LEVEL", "WARNING")},
}
# Each module's jobs are in its jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "tienbo.core.jobs.on_app_ready"
