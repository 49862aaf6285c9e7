"""Forms that go out: one unit's, or a whole round's in one file."""

import io
import zipfile
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.documents.uploads import EXCEL, attached
from thidua.emulation import pages
from thidua.emulation.models import Round
from thidua.exchange.queries import form_content, members_of
from thidua.exchange.registration_form import form_bytes, form_name
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, holds
from thidua.workflow.pages import found, who

ZIP = "application/zip"
# Zip has no earlier year; the hour is the office's morning.
_EARLIEST = 1980
_MORNING = (8, 0, 0)


@require_safe
def one_unit(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """The form of a unit, prefilled, for its officer or the office."""
    user = who(request)
    in_round = found(pages.round_of(user, pk))
    unit = found(pages.unit_of_round(in_round, unit_pk, user))
    name, content = form_file(user, in_round, unit)
    return attached(content, name, EXCEL.media_type)


@require_safe
def whole_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms of all members of a round in one .zip, for the office."""
    user, day = who(request), office_day()
    in_round = found(pages.round_of(user, pk))
    answer = holds(user, *OFFICE)
    if not answer:
        raise PermissionDenied(answer.why)
    files = [form_file(user, in_round, unit) for unit in members_of(in_round)]
    name = f"phieu-dang-ky-{in_round.period.code}-{in_round.bloc.code}.zip"
    return attached(zipped(files, day), name, ZIP)


def form_file(user: User, in_round: Round, unit: Unit) -> tuple[str, bytes]:
    """Name and bytes of a unit's form as `user` may give it out."""
    content = form_content(user, in_round, unit, office_day())
    return form_name(content), form_bytes(content)


def zipped(files: list[tuple[str, bytes]], day: date) -> bytes:
    """The files in one .zip, dated by the office's day: the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files:
            stamp = (max(day.year, _EARLIEST), day.month, day.day, *_MORNING)
            out.writestr(zipfile.ZipInfo(name, stamp), content)
    return stream.getvalue()
