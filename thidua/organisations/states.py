"""Kinds and roles of units and people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is. Households and small collectives are units too: they hold honours."""

    COMMITTEE = "uy_ban", _("People's Committee")
    OFFICE = "phong", _("specialised office")
    PARTY_AND_UNIONS = "dang_doan_the", _("Party or mass organisation")
    SERVICE = "su_nghiep", _("public service unit")
    COMMUNE = "xa", _("commune")
    WARD = "phuong", _("ward")
    KINDERGARTEN = "mam_non", _("kindergarten")
    PRIMARY = "tieu_hoc", _("primary school")
    SECONDARY = "thcs", _("lower secondary school")
    VERTICAL = "nganh_doc", _("body of a vertical line")
    SMALL_COLLECTIVE = "to_doi", _("small collective")
    HOUSEHOLD = "ho_gia_dinh", _("household")
    ENTERPRISE = "doanh_nghiep", _("enterprise")


# Collectives, households and enterprises have no account: the unit that they are part of puts them
# and their people forward.
PARTS = frozenset({UnitKind.SMALL_COLLECTIVE, UnitKind.HOUSEHOLD, UnitKind.ENTERPRISE})
SCHOOLS = frozenset({UnitKind.KINDERGARTEN, UnitKind.PRIMARY, UnitKind.SECONDARY})


class Calendar(models.TextChoices):
    """By which year a unit is judged."""

    CALENDAR = "calendar", _("calendar year")
    SCHOOL_YEAR = "school_year", _("school year")


class PersonKind(models.TextChoices):
    """In what capacity a person works."""

    OFFICIAL = "cong_chuc", _("official")
    PUBLIC_EMPLOYEE = "vien_chuc", _("public employee")
    EMPLOYEE = "nguoi_lao_dong", _("employee")
    FARMER = "nong_dan", _("farmer")
    WORKER = "cong_nhan", _("worker")
    BUSINESSPERSON = "doanh_nhan", _("businessperson")


class Role(models.TextChoices):
    """A role held at a unit for a term (design 3.3). Council members hold theirs in `councils`."""

    UNIT_OFFICER = "unit_officer", _("the unit's officer")
    UNIT_HEAD = "unit_head", _("the head of the unit")
    SECTOR_RECEIVER = "sector_receiver", _("the sector's receiver")
    OFFICE_OFFICER = "office_officer", _("an officer of the standing office")
    OFFICE_HEAD = "office_head", _("the head of the standing office")
    CLERK = "clerk", _("the clerk")
    ACCOUNTANT = "accountant", _("the accountant")
    INSPECTOR = "inspector", _("an inspector")
    ADMINISTRATOR = "administrator", _("an administrator")


class Change(models.TextChoices):
    """How one unit follows another."""

    RENAMED = "rename", _("renamed")
    MERGED = "merge", _("merged")
    SPLIT = "split", _("split")


class Level(models.TextChoices):
    """Performance rating (mức độ hoàn thành nhiệm vụ), best first."""

    OUTSTANDING = "hoan_thanh_xuat_sac", _("completed outstandingly")
    GOOD = "hoan_thanh_tot", _("completed well")
    COMPLETED = "hoan_thanh", _("completed")
    FAILED = "khong_hoan_thanh", _("not completed")


class Pending(models.TextChoices):
    """What holds an award until it is concluded."""

    DISCIPLINE = "discipline", _("discipline under consideration")
    INSPECTION = "inspection", _("inspection")
    COMPLAINT = "complaint", _("complaint")
