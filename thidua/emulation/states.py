"""States of the emulation year's subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.plans.states import BlocPostKind

__all__ = ["AgreementState", "BlocPostKind", "RegistrationState", "ReviewKind"]


class RegistrationState(models.TextChoices):
    """A unit's registration of titles."""

    DRAFT = "draft", _("being written")
    SENT = "sent", _("sent")
    RETURNED = "returned", _("returned to be corrected")
    ACCEPTED = "accepted", _("accepted")


# Named one by one, not as all but the draft: of "not this" a database's guess is poor.
ONCE_SENT = tuple(each for each in RegistrationState if each != RegistrationState.DRAFT)


class AgreementState(models.TextChoices):
    """A bloc's agreement."""

    OPEN = "open", _("open for signature")
    SIGNED = "signed", _("signed by all members")


class ReviewKind(models.TextChoices):
    """Interim or final review."""

    INTERIM = "so_ket", _("interim review")
    FINAL = "tong_ket", _("final review")
