"""Settings, read from `THIDUA_*` variables. Each is described in docs/reference/settings.md."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from thidua.config import environment, logs

PACKAGE = Path(__file__).resolve().parent.parent

DEMO = environment.flag("THIDUA_DEMO")
DEBUG = environment.flag("THIDUA_DEBUG")
DATA = environment.folder("THIDUA_DATA", Path("~/.local/share/thidua"))
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = environment.words("THIDUA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("THIDUA_ORIGINS")
SECURE = environment.flag("THIDUA_HTTPS", default=not (DEMO or DEBUG))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "thidua.ui",
    "thidua.audit",
    "thidua.accounts",
    "thidua.organisations",
    "thidua.background",
    "thidua.documents",
    "thidua.ballots",
    "thidua.honours",
    "thidua.initiatives",
    "thidua.plans",
    "thidua.emulation",
    "thidua.scoring",
    "thidua.eligibility",
    "thidua.dossiers",
    "thidua.lawbook",
    "thidua.councils",
    "thidua.decisions",
    "thidua.reports",
    "thidua.oversight",
    "thidua.desk",
    "thidua.exchange",
    "thidua.year",
    "thidua.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "thidua.config.middleware.request_id",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thidua.config.middleware.language",
    "thidua.config.middleware.office_day",
    "thidua.config.middleware.law",
    "thidua.config.middleware.roles",
    "thidua.accounts.middleware.SignInFirst",
    "thidua.config.middleware.own_password_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thidua.config.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "thidua.config.urls"
WSGI_APPLICATION = "thidua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "thidua.ui.context.office",
                "thidua.config.menu.context",
                "thidua.year.context.demo",
            ],
            "builtins": [
                "thidua.ui.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.l10n",
            ],
        },
    }
]
FORM_RENDERER = "thidua.ui.forms.Renderer"

DATABASES = {
    "default": environment.database(
        environment.text("THIDUA_DATABASE_URL", f"sqlite:///{DATA / 'thidua.sqlite3'}")
    )
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:duties"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
# Wrong passwords lock the account and the address together, so that one person's slips do not
# lock out an office behind the same address.
AXES_FAILURE_LIMIT = environment.whole("THIDUA_SIGN_IN_TRIES", 8)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "thidua.accounts.views.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "thidua_language"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["thidua.config.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
# Served from the packages themselves: nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
# Each address carries a digest of what it names (thidua.ui.storage): keep it for a year.
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "thidua.ui.storage.DigestedAddresses"},
}
JUDGE_NIGHTLY = environment.flag("THIDUA_JUDGE_NIGHTLY", default=not DEMO)
# Seconds for which a process trusts that no other own rules were approved; None: it never asks.
OWN_RULES_EVERY: float | None = 3.0
UPLOAD_LIMIT = environment.whole("THIDUA_UPLOAD_MB", 20) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "thidua.documents.uploads.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SESSION_COOKIE_AGE = 60 * 60 * environment.whole("THIDUA_SESSION_HOURS", 10)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "thidua.accounts.views.form_expired"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
if environment.flag("THIDUA_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

EMAIL_BACKEND = environment.text(
    "THIDUA_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
LOGGING = logs.settings(level=environment.text("THIDUA_LOG_LEVEL", "INFO"), readable=DEMO or DEBUG)
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
