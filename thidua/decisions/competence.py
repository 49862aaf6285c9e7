"""Who is competent to decide: the head of this authority, or one above."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.councils.models import Council
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.rules import Decider, Governing, default_law

# Ids of deciders in `law/`, the lower first; by the level of government of which each is the head.
_HEADS = {
    "commune": "chu_tich_ubnd_xa",
    "district": "chu_tich_ubnd_huyen",
    "province": "chu_tich_ubnd_tinh",
    "ministry": "bo_truong",
}
_UPWARD = (*_HEADS.values(), "thu_tuong_chinh_phu", "chu_tich_nuoc")


def decider_of(council: Council, what: str, day: date, received_on: date | None) -> Decider:
    """Who decides `what` for those proposed to the council. Refuses where none is known."""
    governing = Governing(day, received_on)
    found = default_law().decider(what, governing, jurisdiction_of(council.authority))
    if found is None:
        raise refuse(
            "no_decider",
            _("The law loaded does not say who decides “%(title)s” on %(day)s.")
            % {"title": default_law().title(what).name, "day": f"{day:%d/%m/%Y}"},
            field="what",
        )
    return found


def decides(council: Council, decider: Decider) -> bool:
    """Whether `decider` is the head of the council's own authority."""
    return _HEADS.get(council.level) == decider.id


def is_above(council: Council, decider: Decider) -> bool:
    """Whether `decider` stands above the council's authority, so that it submits to them."""
    own = _HEADS.get(council.level)
    if own is None or decider.id not in _UPWARD:
        return False
    return _UPWARD.index(decider.id) > _UPWARD.index(own)
