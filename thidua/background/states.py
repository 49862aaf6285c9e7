"""The states of long work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkState(models.TextChoices):
    """Work that ended by itself without a result has failed; it may be gone on with."""

    WAITING = "waiting", _("waits for the worker")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("not finished")


UNDER_WAY = (WorkState.WAITING, WorkState.RUNNING)
