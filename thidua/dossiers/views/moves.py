"""The moves of a dossier: each says what will happen, then does it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thidua.common.clock import office_day
from thidua.documents.forms import OnPaperForm
from thidua.documents.on_paper import DOER, DONE_ON, entered_for
from thidua.dossiers import actions, pages
from thidua.dossiers.forms import ReturnForm
from thidua.dossiers.models import Dossier
from thidua.dossiers.papers import signed_letter
from thidua.dossiers.policies import DOSSIERS, writes_for_the_unit
from thidua.dossiers.queries import sector_leaders
from thidua.dossiers.states import DossierState, Route
from thidua.dossiers.transitions import DOSSIER
from thidua.emulation.queries import leaders
from thidua.workflow.pages import (
    NothingToFill,
    Words,
    act_page,
    demand_may,
    found,
    move_page,
    who,
)
from thidua.workflow.transitions import Blocker

GET_POST = ["GET", "HEAD", "POST"]
Do = Callable[[Mapping[str, Any]], object]


@require_http_methods(GET_POST)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit the dossier; what was entered for a unit, with the letter that it signed."""
    dossier = _dossier(request, pk)
    form_class = partial(OnPaperForm, doers=leaders(dossier.unit, office_day()))
    if writes_for_the_unit(who(request), dossier):
        entered, letter = entered_for(dossier), signed_letter(dossier)
        first = {DOER: entered.doer_id, DONE_ON: entered.done_on} if entered and letter else {}
        form_class = partial(form_class, must=True, has_scan=bool(letter), initial=first)
    through = (
        _("It goes to the sector's receiver, who endorses it for %(authority)s.")
        if dossier.route == Route.SECTOR
        else _("It goes to the standing office of %(authority)s.")
    )
    words = Words(
        title=_("Submit the dossier of %(unit)s") % {"unit": dossier.unit},
        sentences=(
            through % {"authority": dossier.authority},
            _("It can no longer be changed, unless it is returned to be completed."),
        ),
        button=_("Submit"),
        done=_("The dossier was submitted."),
        back=_here(dossier),
        then=_here(dossier),
    )
    return _move(
        request,
        dossier,
        "submit",
        words,
        lambda data: actions.submit_dossier(
            dossier=dossier, by=who(request), on_paper=data["on_paper"]
        ),
        form_class,
    )


@require_http_methods(GET_POST)
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """The sector endorses and sends on."""
    dossier = _dossier(request, pk)
    words = Words(
        title=_("Endorse the dossier of %(unit)s") % {"unit": dossier.unit},
        sentences=(
            _("The standing office of %(authority)s receives it next.")
            % {"authority": dossier.authority},
        ),
        button=_("Endorse and send on"),
        done=_("The dossier of %(unit)s was endorsed.") % {"unit": dossier.unit},
        back=_here(dossier),
        then=f"{reverse('dossiers:sector')}?period={dossier.period.code}",
    )
    return _move(
        request,
        dossier,
        "endorse",
        words,
        lambda data: actions.endorse_dossier(
            dossier=dossier, by=who(request), on_paper=data["on_paper"]
        ),
        partial(OnPaperForm, doers=sector_leaders(who(request), office_day())),
    )


@require_http_methods(GET_POST)
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The standing office takes it in."""
    dossier = _dossier(request, pk)
    words = Words(
        title=_("Receive the dossier of %(unit)s") % {"unit": dossier.unit},
        sentences=(
            _("Today is recorded as the day of receipt."),
            _("The program judges every nominee by the law and tells the reasons."),
            _("It can still be returned to be completed."),
        ),
        button=_("Receive"),
        done=_("The dossier was received and every nominee judged."),
        back=_here(dossier),
        then=_here(dossier),
    )
    return _move(
        request,
        dossier,
        "receive",
        words,
        lambda _data: actions.receive_dossier(dossier=dossier, by=who(request)),
    )


@require_http_methods(GET_POST)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return it to the unit, with what is to be completed and the article."""
    dossier = _dossier(request, pk)
    sentences = [_("The unit can change the dossier again and submits it anew.")]
    if dossier.state == DossierState.RECEIVED:
        sentences.append(_("What was appraised so far is void."))
    words = Words(
        title=_("Return the dossier of %(unit)s") % {"unit": dossier.unit},
        sentences=tuple(sentences),
        button=_("Return"),
        done=_("The dossier was returned to %(unit)s.") % {"unit": dossier.unit},
        back=_here(dossier),
        then=_here(dossier),
    )
    return _move(
        request,
        dossier,
        "return",
        words,
        lambda data: actions.return_for_completion(
            dossier=dossier, by=who(request), reason=data["reason"], citation=data["citation"]
        ),
        ReturnForm,
    )


@require_http_methods(GET_POST)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Conclude the appraisal."""
    dossier = _dossier(request, pk)
    words = Words(
        title=_("Conclude the appraisal of the dossier of %(unit)s") % {"unit": dossier.unit},
        sentences=(
            _("The dossier can then be put to the council."),
            _("The appraisals stand and can no longer be changed."),
        ),
        button=_("Conclude the appraisal"),
        done=_("The appraisal was concluded."),
        back=_here(dossier),
        then=_here(dossier),
    )
    return _move(
        request,
        dossier,
        "conclude_appraisal",
        words,
        lambda _data: actions.conclude_appraisal(dossier=dossier, by=who(request)),
    )


@require_http_methods(GET_POST)
def appraise_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose all who meet the standard and are not appraised yet."""
    dossier = _dossier(request, pk)

    def propose(_data: Mapping[str, Any]) -> None:
        count = actions.appraise_rest(dossier=dossier, by=who(request))
        said = ngettext(
            "%(count)s nominee was proposed.", "%(count)s nominees were proposed.", count
        )
        messages.success(request, said % {"count": count})

    words = Words(
        title=_("Propose all who meet the standard: %(unit)s") % {"unit": dossier.unit},
        sentences=(
            _("Each nominee who meets every condition and is not yet appraised is proposed."),
            _("Whoever does not, has a case pending, or is yourself stays to be appraised."),
            _("Each can still be appraised otherwise until the appraisal is concluded."),
        ),
        button=_("Propose all who meet the standard"),
        done="",
        back=_here(dossier),
        then=_here(dossier),
    )
    return _while_received(request, dossier, "appraise", words, propose)


@require_http_methods(GET_POST)
def judge_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge everyone anew, after records changed."""
    dossier = _dossier(request, pk)

    def judge(_data: Mapping[str, Any]) -> None:
        actions.judge_again(dossier=dossier, by=who(request))
        messages.success(request, _("Every nominee was judged again."))

    words = Words(
        title=_("Judge the nominees of %(unit)s again") % {"unit": dossier.unit},
        sentences=(
            _("Every nominee is judged by the records as they are now; earlier verdicts are kept."),
            _("Whoever was proposed and no longer meets the standard is to be appraised again."),
        ),
        button=_("Judge again"),
        done="",
        back=_here(dossier),
        then=_here(dossier),
    )
    return _while_received(request, dossier, "judge_again", words, judge)


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    return found(pages.dossier_of(DOSSIERS.visible_to(who(request)), pk))


def _here(dossier: Dossier) -> str:
    return reverse("dossiers:dossier", args=[dossier.pk])


def _move(
    request: HttpRequest,
    dossier: Dossier,
    name: str,
    words: Words,
    do: Do,
    form_class: Callable[..., forms.BaseForm] = NothingToFill,
) -> HttpResponse:
    return move_page(
        request,
        table=DOSSIER,
        name=name,
        row=dossier,
        words=words,
        do=do,
        form_class=form_class,
    )


def _while_received(
    request: HttpRequest, dossier: Dossier, action: str, words: Words, do: Do
) -> HttpResponse:
    """The page of an act that leaves a received dossier in its state."""
    demand_may(DOSSIERS, who(request), action, dossier)

    def blockers() -> list[Blocker]:
        if dossier.state == DossierState.RECEIVED:
            return []
        said = _("This is not possible now: the dossier is “%(state)s”.")
        state = DOSSIER.label(dossier.state)
        cure = _("Go back to see what was done meanwhile.")
        return [Blocker("wrong_state", said % {"state": state}, cure)]

    return act_page(
        request,
        words=words,
        do=do,
        blockers=blockers,
        done=lambda: redirect(words.then),
    )
