"""States of deliberations and dossiers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliberationState(models.TextChoices):
    """A unit's peer review (bình xét)."""

    DRAFT = "draft", _("being prepared")
    CONCLUDED = "concluded", _("concluded")


class DossierState(models.TextChoices):
    """A dossier's way from its unit to the decision."""

    DRAFT = "draft", _("being prepared")
    SUBMITTED = "submitted", _("submitted")
    ENDORSED = "endorsed", _("endorsed by the sector")
    RECEIVED = "received", _("received")
    RETURNED = "returned", _("returned to be completed")
    APPRAISED = "appraised", _("appraised")
    CONCLUDED = "concluded", _("considered by the council")


# Named one by one, not as all but the draft: of "not this" a database's guess is poor.
ONCE_SENT = tuple(each for each in DossierState if each != DossierState.DRAFT)


class Route(models.TextChoices):
    """Through whom a dossier passes."""

    DIRECT = "direct", _("straight to the standing office")
    SECTOR = "sector", _("through the sector's receiver")


class Appraisal(models.TextChoices):
    """What the standing office proposes for one nominee."""

    NONE = "", _("not yet appraised")
    PROPOSE = "propose", _("proposed to the council")
    OVERRULED = "overruled", _("proposed against the verdict, with a reason")
    REJECT = "reject", _("not proposed")


class PaperKind(models.TextChoices):
    """Papers that the program can tell from its records, by their ids in `law/procedures`.

    A dossier may hold any paper that the law names, and others.
    """

    LETTER = "to_trinh", _("submission letter")
    REPORT = "bao_cao_thanh_tich", _("achievement report")
    MINUTES = "bien_ban_binh_xet", _("minutes of the deliberation")
    AWARD_MINUTES = "bien_ban_xet_khen_thuong", _("minutes on the commendation")
    INITIATIVE = "chung_nhan_sang_kien", _("recognition of the initiative")
    REGISTRATION = "dang_ky_thi_dua", _("registration")
    OTHER = "khac", _("other paper")
