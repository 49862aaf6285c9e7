"""Deciding on proposed rules: approved, refused, withdrawn; and tried beforehand."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.eligibility.models import Trial
from thidua.lawbook.actions import (
    approve_own_rules,
    refuse_own_rules,
    try_own_rules,
    withdraw_own_rules,
)
from thidua.lawbook.own_forms import RefuseForm, TryForm, WithdrawForm
from thidua.lawbook.policies import OWN_RULES
from thidua.lawbook.transitions import OWN_RULES_TABLE
from thidua.lawbook.views.own_rules import own_rules_for
from thidua.workflow.pages import Words, act_page, demand_may, move_page, who

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the rules."""
    row = own_rules_for(request, pk)
    back = reverse("lawbook:own_rules_page", args=[pk])
    words = Words(
        title=_("Approve “%(rules)s”") % {"rules": row},
        sentences=(
            _("From now on the rules count, for the days that they name."),
            _("The lists of who qualifies are judged again; verdicts given before stay."),
            _("They can no longer be changed: other rules take their place."),
            _("No decision issues on them until you have recorded, under “Quoted law”, that you "
              "compared them with the signed paper."),
        ),
        button=_("Approve the rules"),
        done=_("The rules are approved and count now."),
        back=back,
        then=back,
    )  # fmt: skip
    return move_page(
        request, table=OWN_RULES_TABLE, name="approve", row=row, words=words,
        do=lambda _data: approve_own_rules(rules=row, by=who(request)),
    )  # fmt: skip


@require_http_methods(GET_POST)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse the rules, with the reason."""
    row = own_rules_for(request, pk)
    back = reverse("lawbook:own_rules_page", args=[pk])
    words = Words(
        title=_("Refuse “%(rules)s”") % {"rules": row},
        sentences=(_("The rules do not count. Who proposed them may propose them anew."),),
        button=_("Refuse the rules"),
        done=_("The rules are refused."),
        back=back,
        then=back,
    )
    return move_page(
        request, table=OWN_RULES_TABLE, name="refuse", row=row, words=words, form_class=RefuseForm,
        do=lambda data: refuse_own_rules(rules=row, by=who(request), **data),
    )  # fmt: skip


@require_http_methods(GET_POST)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw what one proposed."""
    row = own_rules_for(request, pk)
    back = reverse("lawbook:own_rules_page", args=[pk])
    words = Words(
        title=_("Withdraw “%(rules)s”") % {"rules": row},
        sentences=(_("Nobody decides on them any more. You may propose them anew."),),
        button=_("Withdraw the rules"),
        done=_("The rules are withdrawn."),
        back=back,
        then=back,
    )
    return move_page(
        request, table=OWN_RULES_TABLE, name="withdraw", row=row, words=words,
        form_class=WithdrawForm,
        do=lambda data: withdraw_own_rules(rules=row, by=who(request), **data),
    )  # fmt: skip


@require_http_methods(GET_POST)
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a trial of a year by the rules: who would gain and who would lose."""
    row = own_rules_for(request, pk)
    demand_may(OWN_RULES, who(request), "try", row)
    made: list[Trial] = []

    def do(data: Mapping[str, Any]) -> None:
        made.append(try_own_rules(rules=row, by=who(request), **data))

    def done() -> HttpResponse:
        messages.success(request, _("It has begun; you may leave this page."))
        return redirect("eligibility:trial", made[0].pk)

    words = Words(
        title=_("Who would gain and who would lose by “%(rules)s”") % {"rules": row},
        sentences=(
            _("The worker judges everybody of the year twice: by the law in force and by these "
              "rules."),
            _("It tells what criteria change: a share, an amount or a limit changes nobody's "
              "verdict."),
            _("A trial changes no record and no list."),
        ),
        button=_("Begin the trial"),
        done="",
        back=reverse("lawbook:own_rules_page", args=[pk]),
        then="",
    )  # fmt: skip
    return act_page(
        request, words=words, do=do, done=done,
        form_class=lambda data: TryForm(data, initial={"year": office_day().year}),
    )  # fmt: skip
