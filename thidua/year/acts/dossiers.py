"""Deliberation in units, dossiers, appraisal, and the record that quoted law was compared."""

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.dossiers.actions import (
    Candidate,
    appraise_nominee,
    appraise_rest,
    attach_paper,
    conclude_appraisal,
    conclude_deliberation,
    draw_up_dossier,
    endorse_dossier,
    hold_deliberation,
    receive_dossier,
    record_deliberation_votes,
    remove_nominee,
    return_for_completion,
    submit_dossier,
    write_achievement,
)
from thidua.dossiers.models import Deliberation, DeliberationItem, Dossier, Nominee
from thidua.dossiers.papers import missing_papers
from thidua.dossiers.queries import items_of, nominees_of
from thidua.dossiers.states import Appraisal
from thidua.eligibility.actions import record_comparison
from thidua.eligibility.models import Verdict
from thidua.eligibility.queries import why
from thidua.eligibility.states import Outcome as Verdicts
from thidua.emulation.models import RegistrationLine
from thidua.organisations.models import Period, Unit
from thidua.year.acts.on_paper import done_on_paper, scan_of
from thidua.year.acts.registry import Outcome, performs
from thidua.year.acts.scoring import three
from thidua.year.world import Given, World


@performs("record_comparison")
def comparison(world: World, by: User, given: Given) -> Outcome:
    """A named officer compared `instrument` with the official text."""
    del world
    record_comparison(by=by, instrument=given.text("instrument"), note=given.text("note", ""))
    return Outcome()


def _place(world: World, given: Given) -> tuple[Unit, Period]:
    return world.unit(given.text("unit")), world.period(given.text("period"))


@performs("hold_deliberation")
def hold(world: World, by: User, given: Given) -> Outcome:
    """The meeting of `unit`, on the event's day or `held_on`, with the scan of its signed `minutes`
    where it was held on paper; candidates are the lines of its registration, but for `without`, and
    those `besides` ("holder title"), who need not register.
    """
    unit, period = _place(world, given)
    besides = [each.split(" ") for each in given.texts("besides")]
    without = {tuple(each.split(" ")) for each in given.texts("without")}
    candidates = [
        Candidate(line.holder, line.what)
        for line in RegistrationLine.objects.filter(
            registration__unit=unit, registration__round__period=period
        )
        .select_related("person", "unit")
        .order_by("pk")
        if (line.holder.code, line.what) not in without and (line.holder.code,) not in without
    ]
    candidates += [Candidate(world.holder(code), what) for code, what in besides]
    hold_deliberation(
        by=by,
        unit=unit,
        period=period,
        held_on=given.day("held_on") or office_day(),
        chair=world.person(given.text("chair")),
        secretary=world.person(given.text("secretary")),
        entitled=given.whole("entitled"),
        present=given.whole("present"),
        candidates=candidates,
        minutes=scan_of(world, given, "minutes"),
    )
    return Outcome(len(candidates))


def _deliberation(unit: Unit, period: Period) -> Deliberation:
    found = Deliberation.objects.filter(unit=unit, period=period).first()
    if found is None:
        raise refuse("no_deliberation", _("%(unit)s has not deliberated yet.") % {"unit": unit})
    return found


@performs("record_deliberation_votes")
def votes(world: World, by: User, given: Given) -> Outcome:
    """[For, against, abstaining]: `few` for those named in `failing` ("holder title"), `rest` for
    all others.
    """
    deliberation = _deliberation(*_place(world, given))
    failing = set(given.texts("failing"))
    counts: dict[DeliberationItem, tuple[int, int, int]] = {
        item: three(given.raw("few" if f"{item.holder.code} {item.what}" in failing else "rest"))
        for item in items_of(deliberation)
    }
    record_deliberation_votes(deliberation=deliberation, by=by, counts=counts)
    return Outcome(len(counts))


@performs("conclude_deliberation")
def conclude(world: World, by: User, given: Given) -> Outcome:
    """The vote closed; `leave_out` names "holder title" of those the meeting leaves out."""
    deliberation = _deliberation(*_place(world, given))
    named = set(given.texts("leave_out"))
    left = [item for item in items_of(deliberation) if f"{item.holder.code} {item.what}" in named]
    conclude_deliberation(by=by, deliberation=deliberation, leave_out=left)
    return Outcome()


def _dossier(world: World, given: Given) -> Dossier:
    unit, period = _place(world, given)
    found = Dossier.objects.filter(unit=unit, period=period).first()
    if found is None:
        raise refuse("no_dossier", _("%(unit)s has no dossier yet.") % {"unit": unit})
    return found


@performs("draw_up_dossier")
def draw_up(world: World, by: User, given: Given) -> Outcome:
    """The dossier of all whom the deliberation proposed, to `authority`; where it is drawn up for
    the unit, from the letter that it signed (`on_paper`), with its `number`.
    """
    draw_up_dossier(
        by=by,
        deliberation=_deliberation(*_place(world, given)),
        authority=world.unit(given.text("authority")),
        on_paper=done_on_paper(world, given),
        number=given.text("number", ""),
    )
    return Outcome()


@performs("attach_papers")
def papers(world: World, by: User, given: Given) -> Outcome:
    """The papers of `kinds` that the law asks for and the dossier lacks, noted as held on paper;
    `number` is that of the submission letter.
    """
    dossier = _dossier(world, given)
    kinds = given.texts("kinds")
    count = 0
    for missing in missing_papers(dossier, nominees_of(dossier), office_day()):
        if missing.paper.id in kinds:
            attach_paper(
                by=by, dossier=dossier, kind=missing.paper.id, number=given.text("number", "")
            )
            count += 1
    return Outcome(count)


@performs("write_achievement")
def write(world: World, by: User, given: Given) -> Outcome:
    """What `holder` did to earn `what`: the `text` of the achievement report."""
    write_achievement(by=by, nominee=_nominee(world, given), text=given.text("text"))
    return Outcome()


@performs("remove_nominee")
def remove(world: World, by: User, given: Given) -> Outcome:
    """Take `holder` with `what` out of the unit's dossier."""
    remove_nominee(by=by, nominee=_nominee(world, given))
    return Outcome()


def _nominee(world: World, given: Given) -> Nominee:
    code, what = given.text("holder"), given.text("what")
    for nominee in nominees_of(_dossier(world, given)):
        if (nominee.holder.code, nominee.what) == (code, what):
            return nominee
    raise refuse("unknown_code", _("“%(code)s” is not known here.") % {"code": f"{code} {what}"})


@performs("submit_dossier")
def submit(world: World, by: User, given: Given) -> Outcome:
    """The unit sends its dossier, or its letter on paper (`on_paper`)."""
    submit_dossier(by=by, dossier=_dossier(world, given), on_paper=done_on_paper(world, given))
    return Outcome()


@performs("endorse_dossier")
def endorse(world: World, by: User, given: Given) -> Outcome:
    """The sector sends a school's dossier on, or did on paper (`on_paper`)."""
    endorse_dossier(by=by, dossier=_dossier(world, given), on_paper=done_on_paper(world, given))
    return Outcome()


@performs("receive_dossier")
def receive(world: World, by: User, given: Given) -> Outcome:
    """The standing office takes it in, and every nominee is judged."""
    dossier = _dossier(world, given)
    receive_dossier(by=by, dossier=dossier)
    return Outcome(dossier.nominees.count())


@performs("return_for_completion")
def give_back(world: World, by: User, given: Given) -> Outcome:
    """Back to the unit, saying what is missing and the article."""
    return_for_completion(
        by=by,
        dossier=_dossier(world, given),
        reason=given.text("reason"),
        citation=given.text("citation", ""),
    )
    return Outcome()


@performs("appraise_nominee")
def appraise_one(world: World, by: User, given: Given) -> Outcome:
    """One nominee, by `holder` and `what`: `appraisal` propose or reject, with a `reason`."""
    appraise_nominee(
        nominee=_nominee(world, given),
        by=by,
        appraisal=given.text("appraisal"),
        reason=given.text("reason", ""),
    )
    return Outcome()


@performs("appraise_rest")
def appraise(world: World, by: User, given: Given) -> Outcome:
    """Who meets the standard is proposed; the others are rejected for what their verdict says."""
    dossier = _dossier(world, given)
    count = appraise_rest(by=by, dossier=dossier)
    for nominee in nominees_of(dossier):
        if nominee.appraisal == Appraisal.NONE:
            appraise_nominee(
                nominee=nominee, by=by, appraisal=Appraisal.REJECT, reason=_because(nominee)
            )
            count += 1
    return Outcome(count)


def _because(nominee: Nominee) -> str:
    """The first thing that decided against a nominee, with its article."""
    verdict: Verdict | None = nominee.verdict
    if verdict is not None and verdict.outcome == Verdicts.UNKNOWN:
        return f"Chưa đủ căn cứ để xét, còn thiếu: {', '.join(verdict.missing)}."[:500]
    found = why(verdict.finding) if verdict is not None else []
    if not found:
        return "Chưa đủ điều kiện xét."
    first = found[0]
    return f"Chưa đạt: {first.label} ({first.citation})." if first.citation else first.label


@performs("conclude_appraisal")
def conclude_appraising(world: World, by: User, given: Given) -> Outcome:
    """The dossier can be put to the council."""
    conclude_appraisal(by=by, dossier=_dossier(world, given))
    return Outcome()
