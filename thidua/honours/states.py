"""Kinds, states and provenance of honours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HonourKind(models.TextChoices):
    """Kind of commendation (design 4.2)."""

    MERIT = "cong_trang", _("merit")
    THEMATIC = "chuyen_de", _("thematic")
    AD_HOC = "dot_xuat", _("ad hoc")
    LIFETIME = "cong_hien", _("lifetime contribution")


class HonourState(models.TextChoices):
    """Whether it stands."""

    GRANTED = "granted", _("granted")
    REVOKED = "revoked", _("revoked")


class Provenance(models.TextChoices):
    """Where the office knows it from."""

    DECIDED = "decided", _("decided here")
    IMPORTED = "imported", _("imported")
    ATTESTED = "attested", _("attested")
