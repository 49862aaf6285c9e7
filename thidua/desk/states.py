"""The stages of a year on its board, and how each piece of work stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Stages of the year, in their order; the values stand in addresses."""

    REGISTRATION = "dang-ky", _("Register titles")
    AGREEMENT = "giao-uoc", _("Sign the agreement")
    REVIEW = "so-tong-ket", _("Review meetings")
    SCORES = "cham-diem", _("Score")
    SELECTION = "suy-ton", _("Select the leaders")
    DELIBERATION = "binh-xet", _("Deliberate")
    SUBMITTED = "nop-ho-so", _("Submit dossiers")
    APPRAISED = "tham-dinh", _("Appraise")
    COUNCIL = "hoi-dong", _("Council")
    DECISION = "quyet-dinh", _("Decision")


class Standing(models.TextChoices):
    """How one piece of work stands on a day. Late work is not counted as due as well."""

    DONE = "xong", _("finished")
    LATE = "cham", _("late")
    DUE = "dang-cho", _("to do")
    LATER = "chua-den", _("not begun yet")


TONES = {
    Standing.DONE: "ok",
    Standing.LATE: "bad",
    Standing.DUE: "info",
    Standing.LATER: "neutral",
}
