"""Ids of the law in the words of its pages."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.rules import Law, Source, scales
from thidua.rules.dated import Dated

HOLDERS: Mapping[str, str | Promise] = {
    "individual": gettext_lazy("individuals"),
    "collective": gettext_lazy("collectives"),
    "household": gettext_lazy("households"),
}
FAMILIES: Mapping[str, str | Promise] = {
    "title": gettext_lazy("emulation titles"),
    "form": gettext_lazy("forms of commendation"),
}
# Terms of law: Vietnamese in every language.
GROUPS: Mapping[str, str] = {
    "can_bo": "cán bộ",
    "cong_chuc": "công chức",
    "vien_chuc": "viên chức",
    "giao_vien": "giáo viên",
    "nguoi_lao_dong": "người lao động",
    "cong_nhan": "công nhân",
    "nong_dan": "nông dân",
    "lao_dong_tu_do": "lao động tự do",
    "luc_luong_vu_trang": "lực lượng vũ trang",
    "dang_vien": "đảng viên",
    "don_vi_cap_xa": "xã, phường, thị trấn, đặc khu",
    "thon_to_dan_pho": "thôn, tổ dân phố",
}
LEVELS: Mapping[str | None, str | Promise] = {
    None: gettext_lazy("whatever the level"),
    "central": gettext_lazy("central bodies"),
    "ministry": gettext_lazy("ministries"),
    "province": gettext_lazy("province"),
    "department": gettext_lazy("departments"),
    "district": gettext_lazy("district"),
    "commune": gettext_lazy("commune"),
    "school": gettext_lazy("schools"),
    "enterprise": gettext_lazy("enterprises"),
    "unit": gettext_lazy("units"),
}
BODIES: Mapping[str, str | Promise] = {
    "council": gettext_lazy("the council"),
    "unit": gettext_lazy("the unit's own meeting"),
    "bloc": gettext_lazy("the bloc's meeting"),
    "initiative_council": gettext_lazy("the initiative council"),
}
BASES: Mapping[str, str | Promise] = {
    "all_members": gettext_lazy("of all members"),
    "present": gettext_lazy("of those present"),
    "valid": gettext_lazy("of the valid ballots"),
}
_MARKS: Mapping[Source, str | Promise] = {
    Source.READ: gettext_lazy("read"),
    Source.QUOTED: gettext_lazy("quoted"),
    Source.DRAFT: gettext_lazy("draft"),
}
TONES = {Source.READ: "ok", Source.QUOTED: "warn", Source.DRAFT: "neutral"}


def mark(source: Source) -> str:
    """How the text is known, in a word; the page explains the three words."""
    return str(_MARKS[source])


def span(start: date, until: date | None) -> str:
    """An interval as a sentence says it; `until` itself no longer counts."""
    if until is None:
        return _("from %(day)s on") % {"day": f"{start:%d/%m/%Y}"}
    days = {"from": f"{start:%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}
    return _("from %(from)s, until before %(until)s") % days


def group_names(groups: frozenset[str]) -> str:
    """Groups of people by work, named."""
    return ", ".join(GROUPS.get(each, each) for each in scales.GROUPS if each in groups)


def number(value: Fraction) -> str:
    """A number as Vietnamese write it: 1,5."""
    return f"{float(value):g}".replace(".", ",")


def owner_name(law: Law, authority: str | None) -> str:
    """The authority whose own rule it is; empty for the nation's."""
    if authority is None:
        return ""
    found = law.shelf.authorities.get(authority)
    return found.name if found else authority


def text_name(version: Dated[Any]) -> str:
    """The file or the text of own rules that a version stands in, as the law tells it."""
    return version.where.rpartition(":")[0]
