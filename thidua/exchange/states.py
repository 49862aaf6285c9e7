"""States of what comes back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormState(models.TextChoices):
    """A filled-in form that came back."""

    WAITING = "waiting", _("to be recorded")
    APPLIED = "applied", _("recorded")
    SET_ASIDE = "set_aside", _("set aside")


class RoundWorkKind(models.TextChoices):
    """What the worker does with all forms of a round."""

    GIVE_OUT = "give_out", _("the forms of all units are made")
    RECORD = "record", _("the forms that came back are recorded")
