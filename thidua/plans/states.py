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
