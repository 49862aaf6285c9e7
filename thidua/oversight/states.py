"""What the worker leaves a sign of, and the states of a check of the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    """What is done again and again; the last time of each is kept."""

    WORKER = "worker", _("the worker was alive")
    BACKUP = "backup", _("a backup was written")


class CheckState(models.TextChoices):
    """A check of the journal. A check that ended by itself without a result has failed."""

    WAITING = "waiting", _("waits for the worker")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("not finished")


UNDER_WAY = (CheckState.WAITING, CheckState.RUNNING)
