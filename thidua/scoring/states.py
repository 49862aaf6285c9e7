"""States of scoring and selection."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    """A bloc's score sheet for one period."""

    OPEN = "open", _("being scored")
    RANKED = "ranked", _("ranked")


class SelectionState(models.TextChoices):
    """The bloc's selection of its leading units (suy tôn)."""

    OPEN = "open", _("under way")
    CONCLUDED = "concluded", _("concluded")
