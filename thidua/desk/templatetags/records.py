"""What kinds of leave and discipline are called."""

from django import template
from django.utils.translation import gettext_lazy as _

from thidua.rules.telling import DISCIPLINE

register = template.Library()
_LEAVE = {
    "thai_san": _("maternity leave"),
    "dieu_tri": _("treatment"),
    "om_dau": _("sick leave"),
    "hoc_tap": _("study"),
    "dao_tao": _("training"),
    "khong_luong": _("unpaid leave"),
}


@register.filter
def leave_name(kind: str) -> str:
    """A kind of leave in words; one that the program does not know is other leave."""
    return str(_LEAVE.get(kind, _("other leave")))


@register.filter
def discipline_name(form: str) -> str:
    """A form of discipline as the law names it."""
    return DISCIPLINE.get(form, form.replace("_", " "))
