"""The year's board, and the lists behind its numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.common.clock import office_day
from thidua.desk.board import boards_of, stage_list
from thidua.desk.stage_rows import stage_rows
from thidua.desk.states import TONES, Stage, Standing
from thidua.emulation.policies import BLOCS
from thidua.workflow.pages import found, who

_PAGE = 100
_DIGITS = 6


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every open period's board, or the one chosen."""
    user = who(request)
    context = {
        "shown": boards_of(user, office_day(), request.GET.get("ky", "")),
        "opens": set(BLOCS.visible_to(user).values_list("pk", flat=True)),
    }
    return render(request, "desk/board.html", context)


@require_safe
def stage(request: HttpRequest, year: int, period: str, stage: str) -> HttpResponse:
    """The items of one stage: all, or those of one bloc and standing."""
    if stage not in Stage.values:
        raise Http404
    user, day = who(request), office_day()
    scope, blocs, items = found(stage_list(user, day, f"{year}.{period}", Stage(stage)))
    if not items:
        raise Http404
    asked, standing = request.GET.get("khoi", ""), request.GET.get("la", "")
    bloc = next((each for each in blocs if str(each.pk) == asked), None)
    in_bloc = [item for item in items if bloc is None or item.bloc == bloc.pk]
    chosen = Standing(standing) if standing in Standing.values else None
    narrowed = [item for item in in_bloc if chosen is None or item.standing == chosen]
    page = _page(request, len(narrowed))
    shown = narrowed[page * _PAGE : (page + 1) * _PAGE]
    context = {
        "scope": scope,
        "stage": Stage(stage),
        "blocs": blocs,
        "bloc": bloc,
        "chosen": chosen,
        "filters": [
            (each, sum(item.standing == each for item in in_bloc), TONES[each]) for each in Standing
        ],
        "all": len(in_bloc),
        "total": len(narrowed),
        "rows": stage_rows(user, scope, blocs, shown),
        "page": page,
        "previous": page - 1,
        "following": page + 1 if len(narrowed) > (page + 1) * _PAGE else 0,
    }
    return render(request, "desk/stage.html", context)


def _page(request: HttpRequest, count: int) -> int:
    """The page asked for, from 0; the last, where there are fewer."""
    asked = request.GET.get("trang", "")
    number = int(asked) if asked.isdecimal() and len(asked) <= _DIGITS else 0
    return min(number, max(0, count - 1) // _PAGE)
