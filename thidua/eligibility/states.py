"""Outcomes of verdicts, as the database stores them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """The four outcomes (design 3.1)."""

    MET = "met", _("meets the standard")
    UNMET = "unmet", _("does not meet the standard")
    UNKNOWN = "unknown", _("not yet known")
    NO_LAW = "no_law", _("no law in force")
