"""States of a plan and kinds of milestone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """A plan is read, corrected, then confirmed."""

    READ = "read", _("read, not confirmed")
    CONFIRMED = "confirmed", _("confirmed")


class MilestoneKind(models.TextChoices):
    """What a milestone asks to be done; found from its words, corrected by the officer."""

    REGISTER = "register", _("register titles")
    REVIEW = "review", _("review meeting")
    AGREEMENT = "agreement", _("sign the agreement")
    CROSS_CHECK = "cross_check", _("cross-check")
    SCORE = "score", _("score and select")
    DOSSIERS = "dossiers", _("receive and appraise dossiers")
    HIGHER = "higher", _("prepare higher awards")
    BLOC_POST = "bloc_post", _("report the bloc's head and deputy")
    OTHER = "other", _("other work")


class BlocPostKind(models.TextChoices):
    """Head or deputy of a bloc."""

    HEAD = "head", _("bloc head")
    DEPUTY = "deputy", _("deputy bloc head")


class DoubtAnswer(models.TextChoices):
    """What the officer says of a probable slip in the plan; the printed text never changes."""

    OPEN = "open", _("not answered yet")
    MEANT = "meant", _("another word was meant")
    KEPT = "kept", _("right as printed")


class Destination(models.TextChoices):
    """Where a line of the recipients leads."""

    UNITS = "units", _("units that use this program")
    OUTSIDE = "outside", _("a body outside: sent by hand")
    FILE = "file", _("kept on file")
