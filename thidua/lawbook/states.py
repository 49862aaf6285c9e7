"""States of an office's own rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnRulesState(models.TextChoices):
    """Proposed by one, approved or refused by another, or withdrawn by who proposed them."""

    PROPOSED = "proposed", _("waits for approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
