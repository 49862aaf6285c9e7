"""The ordered and closed lists that facts and law share. Ids are Vietnamese terms, unaccented."""

from fractions import Fraction

# Performance rating, from the lowest to the highest.
COMPLETION = ("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
COMPLETION_RANK = {level: rank for rank, level in enumerate(COMPLETION)}

# Where an initiative was recognised as effective. Province and ministry stand level.
SCOPE_RANK = {"base": 0, "province": 1, "ministry": 1, "nation": 2}

# Forms of discipline, from the lightest to the heaviest.
DISCIPLINE = (
    "phe_binh",
    "khien_trach",
    "canh_cao",
    "ha_bac_luong",
    "giang_chuc",
    "cach_chuc",
    "khai_tru",
    "sa_thai",
    "buoc_thoi_viec",
)
DISCIPLINE_RANK = {form: rank for rank, form in enumerate(DISCIPLINE)}

LEAVE = ("thai_san", "dieu_tri", "hoc_tap", "om_dau", "khong_luong", "khac")
# How a course away from work ended; only a year or longer needs one.
STUDY_RESULTS = ("trung_binh", "kha", "gioi", "xuat_sac")

HONOUR_KINDS = ("cong_trang", "chuyen_de", "dot_xuat", "cong_hien", "nien_han", "doi_ngoai")
INITIATIVE_KINDS = ("sang_kien", "de_tai")
PENDING = ("discipline", "inspection", "complaint")
# What a collective is, where a title is for such collectives only.
COLLECTIVE_GROUPS = ("don_vi_cap_xa", "thon_to_dan_pho")
# What a person is by work; it chooses among standards and the words for a rating.
GROUPS = (
    *COLLECTIVE_GROUPS,
    "can_bo",
    "cong_chuc",
    "vien_chuc",
    "giao_vien",
    "nguoi_lao_dong",
    "cong_nhan",
    "nong_dan",
    "lao_dong_tu_do",
    "luc_luong_vu_trang",
    "dang_vien",
)
MOVEMENT_STAGES = ("so_ket", "tong_ket")
HOLDERS = ("individual", "collective", "household")

# Whose parameters apply. Which of them govern a territory on a date is data (levels of government).
LEVELS = (
    "central",
    "ministry",
    "province",
    "department",
    "district",
    "commune",
    "school",
    "enterprise",
    "unit",
)

VOTE_BASES = ("all_members", "present", "valid")
BODIES = ("council", "unit", "bloc", "initiative_council")
SETS = ("unit", "authority")
ROUNDINGS = ("floor", "ceiling", "half_up")


def fraction(text: str) -> Fraction:
    """`70%`, `2/3` or `0.15` as an exact fraction. Raises ValueError for anything else."""
    if text.endswith("%"):
        return Fraction(text[:-1].strip()) / 100
    return Fraction(text)


def percent(share: Fraction) -> str:
    """A share as people write it: `55%`, `66.66%` (two places, cut)."""
    return percent_of(share.numerator, share.denominator)


def printed(share: Fraction) -> str:
    """A share as Vietnamese papers write it: 66,66 %."""
    return percent(share).replace(".", ",").replace("%", " %")


def percent_of(part: int, whole: int) -> str:
    """A part of a whole (above nought) as people write a share."""
    ones, rest = divmod(part * 10000 // whole, 100)
    return f"{ones}%" if rest == 0 else f"{ones}.{rest:02d}".rstrip("0") + "%"
