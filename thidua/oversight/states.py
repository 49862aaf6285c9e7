"""What the worker leaves a sign of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    """What is done again and again; the last time of each is kept."""

    WORKER = "worker", _("the worker was alive")
    BACKUP = "backup", _("a backup was written")
