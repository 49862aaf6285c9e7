"""States and choices of ballots."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BallotState(models.TextChoices):
    """A ballot's life."""

    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Method(models.TextChoices):
    """How an open vote is taken. The secret ballot is not built yet."""

    COUNTED = "counted", _("hands counted")
    NAMED = "named", _("each member's open vote")


class Choice(models.TextChoices):
    """What a member votes."""

    YES = "yes", _("for")
    NO = "no", _("against")
    ABSTAIN = "abstain", _("abstains")


class Base(models.TextChoices):
    """Of whom a share is counted."""

    ALL_MEMBERS = "all_members", _("all members")
    PRESENT = "present", _("those present")
    VALID = "valid", _("valid votes")


class Outcome(models.TextChoices):
    """What came out for one item."""

    PASSED = "passed", _("passed")
    FAILED = "failed", _("not passed")
