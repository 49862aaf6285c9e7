"""A unit draws up its dossier from what its deliberation proposed."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.documents.on_paper import DoneOnPaper, enter
from thidua.dossiers.actions.changing import OPEN, changing
from thidua.dossiers.actions.papers import paper_title
from thidua.dossiers.models import (
    Deliberation,
    DeliberationItem,
    Dossier,
    DossierPaper,
    Nominee,
)
from thidua.dossiers.policies import DELIBERATIONS
from thidua.dossiers.states import DeliberationState, PaperKind, Route
from thidua.emulation.queries import leaders
from thidua.organisations.models import Unit
from thidua.organisations.policies import UNIT, holds
from thidua.organisations.states import SCHOOLS, UnitKind
from thidua.workflow import Act, act
from thidua.workflow.fitting import demand_fits
from thidua.workflow.policies import on_paper as entering


def draw_up_dossier(
    *,
    by: User,
    deliberation: Deliberation,
    authority: Unit,
    on_paper: DoneOnPaper | None = None,
    number: str = "",
) -> Dossier:
    """A draft to `authority` of all whom a concluded deliberation proposed.

    A school's dossier goes through the sector's receiver. `on_paper` is the unit's signed letter,
    from which the standing office draws up for it: it is the dossier's letter, with its `number`.
    """
    right = entering("draw_up") if on_paper is not None else "draw_up"
    DELIBERATIONS.demand(by, right, deliberation)
    deliberation.refresh_from_db()
    proposed = _demand_proposed(deliberation, authority)
    unit = deliberation.unit
    dossier = Dossier(
        unit=unit,
        authority=authority,
        period=deliberation.period,
        deliberation=deliberation,
        route=Route.SECTOR if unit.kind in SCHOOLS else Route.DIRECT,
        letter_number=tidy(number),
        on_behalf=on_paper is not None and not holds(by, *UNIT, unit=unit),
    )
    demand_fits(dossier)
    with act("dossiers.draw_up", by=by, unit_code=unit.code) as current:
        dossier.save()
        Nominee.objects.bulk_create([_nominee(dossier, item) for item in proposed])
        current.subject = dossier
        if on_paper is not None:
            _keep_letter(current, dossier, on_paper)
        current.say(nominees=len(proposed))
    return dossier


def _keep_letter(current: Act, dossier: Dossier, letter: DoneOnPaper) -> None:
    """The unit's signed letter, entered for it, is the first paper of the dossier."""
    held = dossier.deliberation
    row = enter(
        current,
        letter,
        doers=leaders(dossier.unit, letter.done_on),
        unit=dossier.unit,
        since=held.held_on if held else None,
    )
    if row.scan is not None:
        name = paper_title(PaperKind.LETTER)
        DossierPaper(dossier=dossier, kind=PaperKind.LETTER, title=name, file=row.scan).save()


def _demand_proposed(deliberation: Deliberation, authority: Unit) -> list[DeliberationItem]:
    """Whom a concluded deliberation proposed, where no dossier to `authority` holds them yet."""
    if deliberation.state != DeliberationState.CONCLUDED:
        raise refuse(
            "not_concluded",
            _("The deliberation is not concluded yet."),
            cure=_("Record its votes and conclude it first."),
        )
    if authority.kind != UnitKind.COMMITTEE or authority == deliberation.unit:
        raise refuse(
            "not_an_authority",
            _("%(unit)s does not decide on commendation.") % {"unit": authority},
            cure=_("Choose the committee that decides or submits upward."),
            field="authority",
        )
    proposed = list(
        deliberation.items.filter(is_proposed=True).order_by("ballot_item__order", "pk")
    )
    if not proposed:
        raise refuse("empty", _("The deliberation proposed nobody."))
    unit = deliberation.unit
    if Dossier.objects.filter(
        unit=unit, period=deliberation.period_id, authority=authority
    ).exists():
        raise refuse(
            "drawn_up_already",
            _("%(unit)s already has a dossier for %(period)s.")
            % {"unit": unit, "period": deliberation.period},
            cure=_("Open the dossier on record."),
        )
    return proposed


def add_nominee(*, by: User, dossier: Dossier, item: DeliberationItem) -> Nominee:
    """Put back one whom the deliberation proposed. Who was not voted on cannot be added."""
    with changing("add_nominee", dossier, by=by, action="edit", states=OPEN) as (locked, current):
        item.refresh_from_db()
        if item.deliberation_id != locked.deliberation_id or not item.is_proposed:
            raise refuse(
                "not_proposed",
                _("%(nominee)s was not proposed by the unit's deliberation.") % {"nominee": item},
                cure=_("Only whom the vote proposed can be in the dossier."),
                field="item",
            )
        if locked.nominees.filter(considered=item).exists():
            raise refuse("twice", _("%(nominee)s is already in the dossier.") % {"nominee": item})
        nominee = _nominee(locked, item)
        nominee.save()
        current.say(nominee=str(nominee))
    return nominee


def remove_nominee(*, by: User, nominee: Nominee) -> None:
    """Take one out, with the papers that are about this nominee alone."""
    with changing("remove_nominee", nominee.dossier, by=by, action="edit", states=OPEN) as (
        _locked,
        current,
    ):
        _demand_still_there(nominee)
        current.say(nominee=str(nominee))
        for paper in nominee.papers.order_by("-pk"):
            # The newest first: it points at the one that it replaced.
            paper.delete()
        nominee.delete()


def write_achievement(*, by: User, nominee: Nominee, text: str) -> Nominee:
    """Write the nominee's achievement, as the report and the decision's reason rest on it."""
    with changing("write_achievement", nominee.dossier, by=by, action="edit", states=OPEN) as (
        _locked,
        current,
    ):
        _demand_still_there(nominee)
        nominee.refresh_from_db()
        nominee.achievement = text.strip()
        demand_fits(nominee)
        nominee.save()
        current.say(nominee=str(nominee))
    return nominee


def _nominee(dossier: Dossier, item: DeliberationItem) -> Nominee:
    return Nominee(
        dossier=dossier,
        person_id=item.person_id,
        unit_id=item.unit_id,
        what=item.what,
        considered=item,
    )


def _demand_still_there(nominee: Nominee) -> None:
    if not Nominee.objects.filter(pk=nominee.pk).exists():
        raise refuse("gone", _("This nominee is no longer in the dossier."))
