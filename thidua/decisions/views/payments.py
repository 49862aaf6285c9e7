"""Prize money: what is paid and left of each decision, the list to be signed, noting payments."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.decisions import actions, pages, payments
from thidua.decisions.forms import PaymentForm, TakeBackForm
from thidua.decisions.models import Decision
from thidua.decisions.policies import DECISIONS
from thidua.decisions.states import DecisionState
from thidua.decisions.views.files import FORMATS
from thidua.documents.uploads import attached
from thidua.workflow.pages import Words, act_page, attempt, demand_may, found, who

GET_POST = ["GET", "HEAD", "POST"]
LISTED = 200


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Decisions with prize money; `left=1` shows those with somebody unpaid."""
    only_left = request.GET.get("left") == "1"
    visible = DECISIONS.visible_to(who(request))
    listed = payments.to_pay if only_left else payments.prizes_listed
    rows = listed(visible, LISTED)
    context = {
        "rows": rows,
        "only_left": only_left,
        "left": sum(row.prizes.left for row in rows),
    }
    return render(request, "decisions/prizes.html", context)


def _decision(request: HttpRequest, pk: int) -> Decision:
    decision = found(pages.decision_of(DECISIONS.visible_to(who(request)), pk))
    if decision.state == DecisionState.DRAFT:
        raise Http404
    return decision


@require_http_methods(GET_POST)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The prize list of a decision; POST notes who was paid on which day."""
    user, decision = who(request), _decision(request, pk)
    unit = pages.number_of(request.GET.get("unit", "")) or None
    shown = payments.prize_list_of(decision, unit)
    may_pay = decision.state == DecisionState.ISSUED and bool(
        DECISIONS.allows(user, "pay", decision)
    )
    is_sent = request.method == "POST"
    if is_sent:
        demand_may(DECISIONS, user, "pay", decision)
    form = PaymentForm(
        request.POST if is_sent else None,
        choices=shown.choices,
        initial={"paid_on": office_day(), "lines": shown.due},
    )
    status = 200
    if is_sent:
        paid: list[object] = []

        def do(data: Mapping[str, Any]) -> None:
            items = payments.chosen_lines(decision, shown, data["lines"])
            paid.extend(
                actions.pay_prizes(by=user, decision=decision, items=items, paid_on=data["paid_on"])
            )

        is_done, status = attempt(form, do)
        if is_done:
            words = ngettext(
                "%(count)s payment was noted.", "%(count)s payments were noted.", len(paid)
            )
            messages.success(request, words % {"count": len(paid)})
            return redirect(request.get_full_path())
    context = {
        "decision": decision,
        "shown": shown,
        "unit": unit,
        "words": payments.words_of(decision, shown),
        "may_pay": may_pay and bool(shown.unpaid),
        "may_take_back": may_pay,
        "form": form,
        "ticked": set(form["lines"].value() or ()),
        "history": history_of(decision, most=30),
    }
    return render(request, "decisions/prize_list.html", context, status=status)


@require_safe
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list to be signed on receipt, as Word or PDF."""
    decision = _decision(request, pk)
    if form not in FORMATS or decision.state != DecisionState.ISSUED:
        raise Http404
    media_type, rendered = FORMATS[form]
    unit = pages.number_of(request.GET.get("unit", "")) or None
    name = f"chi-thuong-{decision.number}.{form}"
    return attached(rendered(payments.prize_paper(decision, unit)), name, media_type)


@require_http_methods(GET_POST)
def take_back(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take back that one line was paid, with the reason."""
    user, decision = who(request), _decision(request, pk)
    line = found(payments.line_of(decision, line_pk))
    demand_may(DECISIONS, user, "pay", decision)
    here = reverse("decisions:prize_list", args=[pk])
    words = Words(
        title=_("Not paid after all: %(name)s") % {"name": line.printed_name},
        sentences=(
            _("The line stands as unpaid again."),
            _("The journal keeps that it was noted, and your reason."),
        ),
        button=_("Take the payment back"),
        done=_("The payment was taken back."),
        back=here,
        then=here,
    )
    return act_page(
        request,
        words=words,
        do=lambda data: actions.take_back_payment(by=user, item=line, reason=data["reason"]),
        form_class=TakeBackForm,
    )
