"""The standing office appraises each nominee. A verdict advises; people propose (practice 21)."""

from collections import Counter

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Refusal, refuse
from thidua.common.text import tidy
from thidua.dossiers.actions.changing import changing
from thidua.dossiers.blockers import pending_blockers
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.queries import nominees_of
from thidua.dossiers.states import Appraisal, DossierState
from thidua.dossiers.transitions import DOSSIER
from thidua.eligibility.actions import judge_each
from thidua.eligibility.judging import governing_today
from thidua.eligibility.models import Verdict
from thidua.eligibility.states import Outcome
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Person
from thidua.workflow import perform
from thidua.workflow.fitting import demand_fits

_APPRAISING = frozenset({DossierState.RECEIVED})


def appraise_nominee(*, nominee: Nominee, by: User, appraisal: str, reason: str = "") -> Nominee:
    """Propose or reject one nominee; it may be appraised again until the appraisal is concluded.

    Proposing against a verdict that is not met needs a reason and is kept as overruled; so does
    rejecting. A pending case cannot be overruled, and nobody appraises their own nomination.
    """
    with changing("appraise", nominee.dossier, by=by, action="appraise", states=_APPRAISING) as (
        _locked,
        current,
    ):
        row = Nominee.objects.select_related("person", "unit", "verdict", "dossier__authority").get(
            pk=nominee.pk
        )
        officer = Person.objects.filter(user=by).first()
        if officer is not None and row.person_id == officer.pk:
            raise refuse(
                "own_nomination",
                _("Nobody appraises their own nomination."),
                cure=_("Another officer of the standing office appraises it."),
            )
        row.appraisal, row.appraisal_reason = _settled(row, appraisal, tidy(reason))
        row.appraised_by = officer
        demand_fits(row)
        row.save()
        current.say(nominee=str(row), appraisal=row.appraisal, reason=row.appraisal_reason)
    nominee.refresh_from_db()
    return nominee


def appraise_rest(*, by: User, dossier: Dossier) -> int:
    """Propose all who meet the standard and are not yet appraised; how many. Others stay to be
    appraised one by one: whoever does not meet it, has a case pending, or is the officer herself.
    """
    with changing("appraise_rest", dossier, by=by, action="appraise", states=_APPRAISING) as (
        locked,
        current,
    ):
        officer = Person.objects.filter(user=by).first()
        rows = [
            row
            for row in nominees_of(locked)
            if row.appraisal == Appraisal.NONE
            and row.verdict is not None
            and row.verdict.outcome == Outcome.MET
            and (officer is None or row.person_id != officer.pk)
        ]
        if pending_blockers(rows):
            rows = [row for row in rows if not pending_blockers([row])]
        for row in rows:
            row.appraisal, row.appraised_by = Appraisal.PROPOSE, officer
        Nominee.objects.bulk_update(rows, ["appraisal", "appraised_by"])
        current.say(proposed=len(rows))
    return len(rows)


def judge_again(*, by: User, dossier: Dossier) -> Dossier:
    """Judge every nominee anew, after records changed.

    A nominee proposed on a verdict that no longer holds is to be appraised again.
    """
    with changing("judge_again", dossier, by=by, action="judge_again", states=_APPRAISING) as (
        locked,
        current,
    ):
        current.say(**judge_nominees(locked))
    dossier.refresh_from_db()
    return dossier


def conclude_appraisal(*, by: User, dossier: Dossier) -> Dossier:
    """Every nominee is appraised: the dossier can be put to the council."""
    with perform(DOSSIER, "conclude_appraisal", dossier, by=by) as (locked, current):
        current.unit_code = locked.unit.code
        locked.appraised_on = office_day()
        counts = Counter(locked.nominees.values_list("appraisal", flat=True))
        current.say(appraisals=dict(sorted(counts.items())))
    return dossier


def judge_nominees(dossier: Dossier) -> dict[str, object]:
    """Judge all nominees for use inside an act; returns what the journal is to say.

    Members proposed in the same dossier and not rejected count for the collective's title. The
    minutes of the unit's deliberation vouch for what the law leaves to a body to attest.
    """
    nominees = nominees_of(dossier)
    proposed = {
        (each.person_id, each.what)
        for each in nominees
        if each.person_id and each.appraisal != Appraisal.REJECT
    }
    minutes = dossier.deliberation
    verdicts = judge_each(
        [(each.holder, each.what) for each in nominees],
        dossier.period,
        governing_today(dossier.received_on),
        jurisdiction_of(dossier.authority),
        attested_by=f"{minutes._meta.label_lower}:{minutes.pk}" if minutes else "",
        proposed=proposed,
    )
    for nominee, verdict in zip(nominees, verdicts, strict=True):
        nominee.verdict = verdict
        if nominee.appraisal == Appraisal.PROPOSE and verdict.outcome != Outcome.MET:
            nominee.appraisal = Appraisal.NONE
    Nominee.objects.bulk_update(nominees, ["verdict", "appraisal"])
    outcomes = Counter(str(verdict.outcome) for verdict in verdicts)
    digests = sorted({verdict.law_digest for verdict in verdicts})
    return {"outcomes": dict(sorted(outcomes.items())), "law": digests}


def _settled(row: Nominee, appraisal: str, reason: str) -> tuple[str, str]:
    """The appraisal and reason to keep; a `Refusal` where they cannot stand."""
    if appraisal == Appraisal.NONE or appraisal not in Appraisal.values:
        raise refuse(
            "unknown_appraisal",
            _("“%(appraisal)s” is not an appraisal.") % {"appraisal": appraisal},
            cure=_("Propose or reject."),
            field="appraisal",
        )
    if appraisal == Appraisal.REJECT:
        if not reason:
            raise refuse(
                "no_reason",
                _("A nominee is rejected for a reason."),
                cure=_("Write the reason; the unit is told it."),
                field="reason",
            )
        return Appraisal.REJECT, reason
    pending = pending_blockers([row])
    if pending:
        raise Refusal(*(each.reason() for each in pending))
    verdict: Verdict | None = row.verdict
    if verdict is not None and verdict.outcome == Outcome.MET:
        return Appraisal.PROPOSE, reason
    if not reason:
        raise refuse(
            "against_verdict",
            _("%(nominee)s: the verdict is “%(outcome)s”.")
            % {
                "nominee": row.holder,
                "outcome": verdict.get_outcome_display() if verdict else _("not judged"),
            },
            cure=_("To propose all the same, write the reason: it is printed."),
            field="reason",
        )
    return Appraisal.OVERRULED, reason
