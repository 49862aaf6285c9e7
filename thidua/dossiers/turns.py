"""Whose turn it is with a dossier, and what that person does next."""

from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.pages import OPEN
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.states import Appraisal, DossierState, Route
from thidua.eligibility.states import Outcome
from thidua.rules import title_name
from thidua.ui.parts import NextAction


def next_action(
    user: User,
    dossier: Dossier,
    moves: Collection[str],
    missing: Sequence[object],
    nominees: Sequence[Nominee],
) -> NextAction:
    """The one thing that `user` does next here, or whose turn it is."""
    state = DossierState(dossier.state)
    if state in OPEN:
        return _to_submit(dossier, moves, missing)
    if state in {DossierState.SUBMITTED, DossierState.ENDORSED}:
        return _to_take_in(dossier, moves, missing)
    if state == DossierState.RECEIVED:
        if not DOSSIERS.allows(user, "appraise", dossier):
            return NextAction(_("Waiting for the standing office to appraise the nominees."))
        return _to_appraise(dossier, missing, nominees)
    if state == DossierState.APPRAISED:
        return NextAction(_("Waiting for the council to consider it."))
    return NextAction(_("The council has considered it; the decision follows."))


def _to_submit(dossier: Dossier, moves: Collection[str], missing: Sequence[object]) -> NextAction:
    if "submit" not in moves:
        return NextAction(_("Waiting for %(unit)s to submit it.") % {"unit": dossier.unit})
    if missing:
        return NextAction(
            _("Complete the dossier"),
            "#papers",
            _("It cannot be submitted yet: see below what is missing."),
        )
    return NextAction(
        _("Submit the dossier"),
        reverse("dossiers:submit", args=[dossier.pk]),
        _("Nothing is missing."),
    )


def _to_take_in(dossier: Dossier, moves: Collection[str], missing: Sequence[object]) -> NextAction:
    if "endorse" in moves and dossier.route == Route.SECTOR:
        return NextAction(
            _("Endorse and send on"),
            reverse("dossiers:endorse", args=[dossier.pk]),
            _("Look through the nominees; endorse the dossier or return it to the school."),
        )
    if "receive" in moves and not missing:
        return NextAction(
            _("Receive the dossier"),
            reverse("dossiers:receive", args=[dossier.pk]),
            _("On receipt the program judges every nominee by the law."),
        )
    if dossier.route == Route.SECTOR and dossier.state == DossierState.SUBMITTED:
        return NextAction(_("Waiting for the sector's receiver to endorse it."))
    return NextAction(_("Waiting for the standing office to receive it."))


def _to_appraise(
    dossier: Dossier, missing: Sequence[object], nominees: Sequence[Nominee]
) -> NextAction:
    waiting = [each for each in nominees if each.appraisal == Appraisal.NONE]
    meeting = [each for each in waiting if each.verdict and each.verdict.outcome == Outcome.MET]
    if meeting and len(waiting) > 1:
        return NextAction(
            _("Propose all who meet the standard: %(count)s") % {"count": len(meeting)},
            reverse("dossiers:appraise_rest", args=[dossier.pk]),
            _("Whoever does not meet it, or has a case pending, stays to be appraised one by one."),
        )
    if waiting:
        words = {"nominee": waiting[0].holder, "title": title_name(waiting[0].what)}
        return NextAction(
            _("Appraise %(nominee)s, %(title)s") % words,
            reverse("dossiers:verdict", args=[waiting[0].pk]),
            _("Not yet appraised: %(count)s.") % {"count": len(waiting)},
        )
    if missing:
        return NextAction(_("Cure what stands below; then conclude the appraisal."))
    return NextAction(
        _("Conclude the appraisal"),
        reverse("dossiers:conclude_appraisal", args=[dossier.pk]),
        _("Every nominee is appraised."),
    )
