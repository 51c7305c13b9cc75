"""Django's settings, composed from the environment. Safe by default; production refuses what is unsafe (checks.py)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .env import env

PACKAGE = Path(__file__).resolve().parents[1]
IS_PRODUCTION = env.mode == "production"
IS_DEMO = not IS_PRODUCTION
# Some three thousand people beside the told story; tests and proofs that need no more take the story alone.
DEMO_IS_WHOLE = env.get("SAMANVAY_DEMO", "whole") != "story"
DEBUG = False
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = [
    host.strip() for host in env.get("SAMANVAY_HOSTS", "" if IS_PRODUCTION else "127.0.0.1,localhost,[::1]").split(",")
]
ALLOWED_HOSTS = [host for host in ALLOWED_HOSTS if host]

SAMANVAY_HOME = env.home
SAMANVAY_KEYS = env.keys
HEADS_COPY = env.get("SAMANVAY_HEADS_COPY")
LOG_KEY = env.keys / "log.key"
IS_SUPERVISED = env.is_supervised
IS_URL_GIVEN = bool(env.get("SAMANVAY_URL", ""))
SAMANVAY_URL = env.get("SAMANVAY_URL", f"http://localhost:{env.port}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "samanvay.config",
    "samanvay.kernel",
    "samanvay.audit",
    "samanvay.access",
    "samanvay.directory",
    "samanvay.duties",
    "samanvay.documents",
    "samanvay.law",
    "samanvay.cases",
    "samanvay.support",
    "samanvay.acts",
    "samanvay.reports",
    "samanvay.tracing",
    "samanvay.picture",
    "samanvay.measures",
    "samanvay.training",
    "samanvay.rosters",
    "samanvay.review",
    "samanvay.opendata",
    "samanvay.demo",
    "samanvay.web",
    "samanvay.api",
]

MIDDLEWARE = [
    "samanvay.web.kit.headers.HeadersMiddleware",
    "samanvay.web.health.middleware.HealthMiddleware",
    "samanvay.web.middleware.NoStoreMiddleware",
    "samanvay.api.problems.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samanvay.web.middleware.AtOnceMiddleware",
    "samanvay.web.sessions.store.SessionMiddleware",
    "samanvay.web.middleware.LanguageEndsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samanvay.web.signin.door.DeviceMiddleware",
    "samanvay.web.sessions.middleware.LastSeenMiddleware",
    "samanvay.web.middleware.ActorMiddleware",
    "samanvay.api.door.TokenMiddleware",
    "samanvay.web.signin.door.SecondFactorMiddleware",
    "samanvay.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "samanvay.config.urls"
WSGI_APPLICATION = "samanvay.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates", *sorted((PACKAGE / "web").glob("*/templates"))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samanvay.web.context.face",
            ],
            "libraries": {"signin": "samanvay.web.signin.tags"},
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "samanvay.kernel.db",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **env.database(),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["samanvay.web.signin.backend.OfficerBackend"]
PASSWORD_HASHERS = ["samanvay.access.signin.hashing.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "samanvay.access.signin.passwords.OwnWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "samanvay.web.signin.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "samanvay.web.signin.forms.LoginForm",
    "change_password": "samanvay.web.signin.forms.ChangePasswordForm",
    "reauthenticate": "samanvay.web.signin.forms.PasswordAgainForm",
}
# How often a password may be tried is counted in web/signin/guessing.py; "login_failed" is left for the codes of the
# second factor. Many officers share one address of the building, so an address alone is limited generously.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.get("SAMANVAY_PROXIES", "1" if IS_PRODUCTION else "0"))
MFA_ADAPTER = "samanvay.web.signin.factors.FactorAdapter"
MFA_FORMS = {
    "authenticate": "samanvay.web.signin.forms.CodeForm",
    "reauthenticate": "samanvay.web.signin.forms.CodeAgainForm",
    "activate_totp": "samanvay.web.signin.forms.ActivateAppForm",
    "add_webauthn": "samanvay.web.signin.forms.AddKeyForm",
    "edit_webauthn": "samanvay.web.signin.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Samanvay"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_DEMO
# Our own middleware notes when a session was last seen, every few minutes instead of at every request.
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "samanvay.web.signin.oidc.StateSignInAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_CLAIM = env.get("SAMANVAY_OIDC_CLAIM", "preferred_username")
OIDC_ORIGIN = ""
# Where the state's sign-in may be asked beside the server itself: its description may name nothing else.
OIDC_ORIGINS = [origin for origin in env.get("SAMANVAY_OIDC_ORIGINS").split(",") if origin]
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if server := env.get("SAMANVAY_OIDC_SERVER"):
    OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(server))
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "state",
                "name": env.get("SAMANVAY_OIDC_NAME", "State sign-in"),
                "client_id": env.get("SAMANVAY_OIDC_CLIENT"),
                "secret": env.get("SAMANVAY_OIDC_SECRET"),
                "settings": {"server_url": server},
            }
        ],
    }

SESSION_ENGINE = "samanvay.web.sessions.store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
if IS_PRODUCTION:  # bound to this host alone, and never sent in the clear
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
CSRF_TRUSTED_ORIGINS = [origin for origin in env.get("SAMANVAY_ORIGINS").split(",") if origin]
SECURE_SSL_REDIRECT = IS_PRODUCTION
# A program that asks in the clear is refused (api.door), not led on: it would send its token in the clear for ever.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^law/changes\.atom$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if IS_PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # A form that leads to the state's own sign-in is redirected there, which browsers count as its target.
        "form-action": [SELF, *([OIDC_ORIGIN, *OIDC_ORIGINS] if OIDC_ORIGIN else [])],
    }
}

# The lock-out of sign-in counts in the cache, which all web workers must share.
CACHES = {
    "default": {"BACKEND": "samanvay.kernel.db.cache.JsonDatabaseCache", "LOCATION": "shared_cache"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("hi", _("Hindi"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kolkata"
FORMAT_MODULE_PATH = ["samanvay.config.formats"]

STATIC_URL = "static/"
# A demonstration serves static files from where they lie; production collects them, compressed and named by content.
STATIC_IS_COLLECTED = env.get("SAMANVAY_STATIC", "finders" if IS_DEMO else "collected") != "finders"
STATIC_ROOT = env.home / "static" if STATIC_IS_COLLECTED else None
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.home / "files"},
    },
    "staticfiles": {
        "BACKEND": "samanvay.web.fonts.storage.CollectedStorage"
        if STATIC_IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "samanvay.web.fonts.finders.PackageFinder",
]
WHITENOISE_USE_FINDERS = not STATIC_IS_COLLECTED
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.get("SAMANVAY_SMTP_HOST")
    else "samanvay.kernel.mail_files.PrivateMailFiles"
)
EMAIL_FILE_PATH = env.home / "mail"
EMAIL_HOST = env.get("SAMANVAY_SMTP_HOST")
EMAIL_PORT = int(env.get("SAMANVAY_SMTP_PORT", "587"))
EMAIL_HOST_USER = env.get("SAMANVAY_SMTP_USER")
EMAIL_HOST_PASSWORD = env.get("SAMANVAY_SMTP_PASSWORD")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = env.get("SAMANVAY_MAIL_FROM", "samanvay@localhost")

# Secrets that files outside the folder of keys hold.
SECRET_FILES = [Path(path) for name in ("SECRET_KEY", "SMS_SECRET") if (path := env.get(f"SAMANVAY_{name}_FILE"))]

SMS_URL = env.get("SAMANVAY_SMS_URL")
SMS_SECRET = env.sms_secret()
SMS_TEMPLATES = env.sms_templates()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "drawing"]}}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # the roll of a batch: 300 people, six days, a reason each
# A file on its way in stays in memory: what Django puts aside on disk would lie there unsealed.
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["samanvay.web.kit.uploads.InMemoryAlone"]
FILE_UPLOAD_PERMISSIONS = 0o600
# What looks a file through before it is kept: a command that reads standard input, or the socket of clamd.
SCAN_COMMAND = env.get("SAMANVAY_SCAN_COMMAND")
CLAMD = env.get("SAMANVAY_CLAMD")

# A video server, where the state has one: Jitsi (address, application, secret) or BigBlueButton (address, secret).
JITSI, JITSI_APP = env.get("SAMANVAY_JITSI"), env.get("SAMANVAY_JITSI_APP")
JITSI_SECRET = env.get("SAMANVAY_JITSI_SECRET")
BBB, BBB_SECRET = env.get("SAMANVAY_BBB"), env.get("SAMANVAY_BBB_SECRET")

# What the state pays for the way to a training: rupees for a kilometre by road, for a day away, and by which order.
TRAVEL_FARE = float(env.get("SAMANVAY_TRAVEL_FARE", "2"))
TRAVEL_ALLOWANCE = float(env.get("SAMANVAY_TRAVEL_ALLOWANCE", "500"))
TRAVEL_SOURCE = env.get("SAMANVAY_TRAVEL_SOURCE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samanvay.web.kit.unlogged.Line",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "filters": {"secrets": {"()": "samanvay.web.kit.unlogged.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"samanvay": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
