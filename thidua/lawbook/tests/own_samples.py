"""Own rules for tests: a quota of the town's, and a condition that the records show."""

from tests.cast import Cast
from thidua.lawbook.actions import approve_own_rules, propose_own_rules
from thidua.lawbook.models import OwnRules

_HEAD = """authority: chi_linh
instruments:
  - id: {id}
    kind: quyet_dinh
    number: {number}
    title: Quy định riêng (giả định)
    issuer: UBND thị xã
    adopted_on: null
    in_force_from: 2018-01-01
    in_force_until: null
    source: quoted
    checked_by: null
    articles: {{"2": []}}
"""
QUOTA = (
    _HEAD.format(id="qd_ty_le", number="1/2018/QĐ-UBND (giả định)")
    + """quotas:
  - what: chien_si_thi_dua_co_so
    base: lao_dong_tien_tien
    at_most: 10%
    rounding: floor
    from: 2018-01-01
    until: null
    citation: {instrument: qd_ty_le, article: "2"}
    source: quoted
    checked_by: null
"""
)
# Who only completed the work well lacks it.
STRICTER = (
    _HEAD.format(id="qd_tieu_chuan", number="2/2018/QĐ-UBND (giả định)")
    + """local_criteria:
  - what: lao_dong_tien_tien
    holder: individual
    from: 2018-01-01
    until: null
    citation: {instrument: qd_tieu_chuan, article: "2"}
    source: quoted
    checked_by: null
    criterion:
      id: hoan_thanh_xuat_sac_cua_thi_xa
      name: Hoàn thành xuất sắc nhiệm vụ
      completion: {at_least: hoan_thanh_xuat_sac}
"""
)


def proposed(cast: Cast, text: str = QUOTA, name: str = "Tỷ lệ CSTĐ cơ sở") -> OwnRules:
    """Rules that the officer proposed."""
    return propose_own_rules(by=cast.officer, name=name, text=text, why="Theo quy chế mới")


def approved(cast: Cast, text: str = QUOTA, name: str = "Tỷ lệ CSTĐ cơ sở") -> OwnRules:
    """The same, approved by the head."""
    return approve_own_rules(rules=proposed(cast, text, name), by=cast.office_head)
