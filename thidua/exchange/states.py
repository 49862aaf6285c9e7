"""States of what comes back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormState(models.TextChoices):
    """A filled-in form that came back."""

    WAITING = "waiting", _("to be recorded")
    APPLIED = "applied", _("recorded")
    SET_ASIDE = "set_aside", _("set aside")
