"""States of decisions and submissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """A decision is drafted, then issued; never edited after, only revoked or superseded."""

    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    REVOKED = "revoked", _("revoked")


# Named one by one, not as all but the draft: of "not this" a database's guess is poor.
OUT = (DecisionState.ISSUED, DecisionState.REVOKED)


class SubmissionState(models.TextChoices):
    """A submission to a higher authority."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
