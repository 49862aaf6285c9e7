"""A unit draws up its dossier from what its deliberation proposed."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.dossiers.actions.changing import OPEN, changing
from thidua.dossiers.models import (
    Deliberation,
    DeliberationItem,
    Dossier,
    Nominee,
)
from thidua.dossiers.policies import DELIBERATIONS
from thidua.dossiers.states import DeliberationState, Route
from thidua.organisations.models import Unit
from thidua.organisations.states import SCHOOLS, UnitKind
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits


def draw_up_dossier(*, by: User, deliberation: Deliberation, authority: Unit) -> Dossier:
    """A draft to `authority` of all whom a concluded deliberation proposed.

    A school's dossier goes through the sector's receiver.
    """
    DELIBERATIONS.demand(by, "draw_up", deliberation)
    deliberation.refresh_from_db()
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
    dossier = Dossier(
        unit=unit,
        authority=authority,
        period=deliberation.period,
        deliberation=deliberation,
        route=Route.SECTOR if unit.kind in SCHOOLS else Route.DIRECT,
    )
    with act("dossiers.draw_up", by=by, unit_code=unit.code) as current:
        dossier.save()
        Nominee.objects.bulk_create([_nominee(dossier, item) for item in proposed])
        current.subject = dossier
        current.say(nominees=len(proposed))
    return dossier


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
