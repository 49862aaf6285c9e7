"""Settings of the tests: the program's own, made quick and kept away from any office's records."""

import os
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="thidua-tests-")
os.environ["THIDUA_DATA"] = _FOLDER
os.environ.setdefault("THIDUA_DATABASE_URL", "sqlite:///:memory:")
os.environ["THIDUA_HTTPS"] = "0"

from thidua.config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The clock of those who test may say that it is night.
JUDGE_NIGHTLY = False

# Own rules are asked for by the acts that approve them alone: pages have a fixed number of queries.
OWN_RULES_EVERY = None
