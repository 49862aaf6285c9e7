"""Who puts forward a part without an account: the standing office's pages."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.organisations import actions, administration
from thidua.organisations.forms import ProposerForm, ending_on
from thidua.organisations.policies import PUTTING_FORWARD, UNITS
from thidua.organisations.states import PARTS
from thidua.workflow.pages import Words, act_page, demand_may, found, who


@require_http_methods(["GET", "HEAD", "POST"])
def let(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a unit put forward an enterprise, a household or a small collective."""
    user, day = who(request), office_day()
    part = found(UNITS.visible_to(user).filter(pk=pk, kind__in=PARTS).first())
    demand_may(UNITS, user, "change", part)
    back = reverse("desk:unit", args=[pk])

    def do(data: Mapping[str, Any]) -> None:
        given = dict(data)
        actions.let_put_forward(part=part, proposer=given.pop("unit"), by=user, **given)

    return act_page(
        request,
        words=Words(
            title=_("Who else puts forward %(unit)s") % {"unit": part},
            sentences=(
                _("The unit that it belongs to goes on putting its people forward."),
                _("Besides, the unit named here may register, consider and propose them."),
                _("Whoever is proposed by two is shown to the second."),
            ),
            button=_("Let the unit put it forward"),
            done=_("The unit may now put its people forward."),
            back=back,
            then=back,
        ),
        do=do,
        form_class=partial(
            ProposerForm,
            find=partial(administration.units_named, UNITS.visible_to(user), day=day),
            initial={"started_on": day},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it end on a day."""
    user, day = who(request), office_day()
    rows = PUTTING_FORWARD.visible_to(user).select_related("part", "proposer")
    row = found(rows.filter(pk=pk).first())
    demand_may(PUTTING_FORWARD, user, "end", row)
    back = reverse("desk:unit", args=[row.part_id])
    words = {"proposer": row.proposer, "part": row.part, "day": f"{row.started_on:%d/%m/%Y}"}
    return act_page(
        request,
        words=Words(
            title=_("%(proposer)s no longer puts forward %(part)s") % words,
            sentences=(
                _("It was let do so from %(day)s.") % words,
                _("What it has proposed until the last day stays as it is."),
            ),
            button=_("Let it end"),
            done=_("It ends on that day."),
            back=back,
            then=back,
        ),
        do=lambda data: actions.end_putting_forward(row=row, by=user, ended_on=data["ended_on"]),
        form_class=ending_on(day),
    )
