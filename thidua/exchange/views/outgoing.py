"""A unit's form that goes out; those of a whole round are the worker's, see `round_work`."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.documents.uploads import EXCEL, attached
from thidua.emulation import pages
from thidua.emulation.models import Round
from thidua.exchange.queries import form_content
from thidua.exchange.registration_form import form_bytes, form_name
from thidua.organisations.models import Unit
from thidua.workflow.pages import found, who


@require_safe
def one_unit(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """The form of a unit, prefilled, for its officer or the office."""
    user = who(request)
    in_round = found(pages.round_of(user, pk))
    unit = found(pages.unit_of_round(in_round, unit_pk, user))
    name, content = form_file(user, in_round, unit)
    return attached(content, name, EXCEL.media_type)


def form_file(user: User, in_round: Round, unit: Unit) -> tuple[str, bytes]:
    """Name and bytes of a unit's form as `user` may give it out."""
    content = form_content(user, in_round, unit, office_day())
    return form_name(content), form_bytes(content)
