"""A score sheet: adopted, its board, results of units, ranking."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.organisations.models import Unit
from thidua.scoring import actions, pages
from thidua.scoring.forms import ResultsForm, SheetForm
from thidua.scoring.models import ScoreCard, ScoreSheet
from thidua.scoring.policies import CARDS, SHEET_MAKERS, SHEETS
from thidua.scoring.queries import card_of, members_to_score, sheets_listed
from thidua.scoring.sheets import Sheet
from thidua.scoring.states import SheetState
from thidua.scoring.transitions import SHEET_TABLE, stops_ranking
from thidua.workflow.pages import Words, attempt, demand_may, found, move_page, who
from thidua.workflow.seen import Seen

GET_POST = ["GET", "HEAD", "POST"]
LISTED = 200


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The sheets that one may see, the newest period first."""
    context = {
        "rows": [
            {
                "sheet": sheet,
                "state": SHEET_TABLE.label(sheet.state),
                "selection": pages.own_selection(sheet),
            }
            for sheet in sheets_listed(SHEETS.visible_to(who(request)))[:LISTED]
        ]
    }
    return render(request, "scoring/sheets.html", context)


@require_http_methods(GET_POST)
def adopt(request: HttpRequest, pk: int, period_pk: int) -> HttpResponse:
    """Adopt the sheet by which a bloc scores a period; where there is one, go there."""
    user = who(request)
    visible = SHEET_MAKERS.visible_to(user)
    bloc, period = found(pages.bloc_and_period(visible, pk, period_pk))
    existing = SHEETS.visible_to(user).filter(bloc=bloc, period=period).first()
    if existing is not None and request.method != "POST":
        return redirect("scoring:sheet", existing.pk)
    demand_may(SHEET_MAKERS, user, "adopt_sheet", bloc)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if is_sent else SheetForm()
    status = 200
    if is_sent:
        adopted: list[ScoreSheet] = []

        def do(data: Mapping[str, Any]) -> None:
            adopted.append(
                actions.adopt_sheet(by=user, bloc=bloc, period=period, content=data["content"])
            )

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(request, _("The sheet was adopted."))
            return redirect("scoring:sheet", adopted[0].pk)
    context = {"bloc": bloc, "period": period, "form": form}
    return render(request, "scoring/adopt.html", context, status=status)


def _found(request: HttpRequest, pk: int) -> ScoreSheet:
    return found(pages.sheet_of(SHEETS.visible_to(who(request)), pk))


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet: steps, what is missing, the next action, the board, history."""
    user, sheet = who(request), _found(request, pk)
    rules = pages.rules_of(sheet)
    moves = {move.name for move in SHEET_TABLE.open_to(user, sheet)}
    may = moves | {
        each for each in ("enter_results", "open_selection") if SHEETS.allows(user, each, sheet)
    }
    is_open = sheet.state == SheetState.OPEN
    missing = stops_ranking(sheet) if is_open and "rank" in may else []
    context = {
        "sheet": sheet,
        "rules": rules,
        "state": SHEET_TABLE.label(sheet.state),
        "steps": pages.steps(sheet),
        "may": may,
        "missing": missing,
        "next": pages.next_action(sheet, may, is_complete=not missing),
        "board": pages.board_of(user, sheet, rules, is_whole="enter_results" in may),
        "selection": pages.own_selection(sheet),
        "history": history_of(sheet),
    }
    return render(request, "scoring/sheet.html", context)


@require_http_methods(GET_POST)
def results(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """One unit's results: a form while the sheet is open and one may enter them, else a table."""
    user, sheet = who(request), _found(request, pk)
    unit: Unit = found(members_to_score(sheet).filter(pk=unit_pk).first())
    may_enter = bool(SHEETS.allows(user, "enter_results", sheet))
    card = CARDS.visible_to(user).filter(sheet=sheet, unit=unit).first()
    if not may_enter:
        found(card)
    if request.method == "POST":
        demand_may(SHEETS, user, "enter_results", sheet)
    rules = pages.rules_of(sheet)
    stored = card.results if card else {}
    data = request.POST if request.method == "POST" else None
    form = ResultsForm(data, sheet=rules, stored=stored)
    seen = _seen_results(request, sheet, unit, rules)
    status = 200
    if request.method == "POST":
        is_done, status = attempt(
            form,
            lambda _data: actions.enter_results(
                by=user, sheet=sheet, unit=unit, results=form.results()
            ),
            seen=seen,
        )
        if is_done:
            messages.success(request, _("The results of %(unit)s were entered.") % {"unit": unit})
            return redirect("scoring:sheet", pk)
    is_form = may_enter and sheet.state == SheetState.OPEN
    context = {
        "sheet": sheet,
        "unit": unit,
        "card": card,
        "form": form if is_form else None,
        "seen": seen,
        "refusals": [] if is_form else form.non_field_errors() if form.is_bound else [],
        "rows": pages.item_rows(rules, card) if card and not is_form else [],
        "history": history_of(card) if isinstance(card, ScoreCard) else [],
    }
    return render(request, "scoring/results.html", context, status=status)


def _seen_results(request: HttpRequest, sheet: ScoreSheet, unit: Unit, rules: Sheet) -> Seen:
    """What the reader saw of the unit's results, which may have none yet."""

    def now() -> ScoreCard | None:
        return card_of(sheet, unit)

    def fresh() -> ResultsForm:
        card = now()
        return ResultsForm(sheet=rules, stored=card.results if card else {})

    return Seen(request, now, fresh=fresh)


@require_http_methods(GET_POST)
def rank(request: HttpRequest, pk: int) -> HttpResponse:
    """Score and rank all members."""
    sheet = _found(request, pk)
    here = reverse("scoring:sheet", args=[pk])
    words = Words(
        title=_("Rank the units: %(sheet)s") % {"sheet": sheet},
        sentences=(
            _("Points, totals and places are reckoned from the results by the sheet."),
            _("Results can be corrected after only by reopening the sheet."),
        ),
        button=_("Rank the units"),
        done=_("The units were ranked."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=SHEET_TABLE,
        name="rank",
        row=sheet,
        words=words,
        do=lambda _data: actions.rank_units(by=who(request), sheet=sheet),
    )


@require_http_methods(GET_POST)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ranking back to correct results."""
    sheet = _found(request, pk)
    here = reverse("scoring:sheet", args=[pk])
    words = Words(
        title=_("Correct results: %(sheet)s") % {"sheet": sheet},
        sentences=(
            _("The ranking is taken back; the results stay as they are."),
            _("The units are ranked anew once the results are corrected."),
        ),
        button=_("Take the ranking back"),
        done=_("The sheet is open again."),
        back=here,
        then=here,
    )
    return move_page(
        request,
        table=SHEET_TABLE,
        name="reopen",
        row=sheet,
        words=words,
        do=lambda _data: actions.reopen_sheet(by=who(request), sheet=sheet),
    )
