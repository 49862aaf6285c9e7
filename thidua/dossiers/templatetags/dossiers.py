"""Whether the menu names the dossiers."""

from django import template
from django.template import Context

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.organisations.models import RoleAssignment, Unit
from thidua.organisations.policies import OFFICE, UNIT, in_force
from thidua.organisations.states import Role

register = template.Library()
_ROLES = (*UNIT, *OFFICE, Role.SECTOR_RECEIVER, Role.INSPECTOR)


@register.simple_tag(takes_context=True)
def may_see_dossiers(context: Context) -> bool:
    """Whether the user holds a role to which dossiers are shown, or a seat on a council; at most 2
    queries.
    """
    user = context.get("user")
    if not isinstance(user, User):
        return False
    held = RoleAssignment.objects.filter(in_force(office_day()), user=user, role__in=_ROLES)
    return held.exists() or Unit.objects.filter(councils__members__person__user=user.pk).exists()
