"""Writes about the emulation agreement of a bloc."""

from django.db.models import Max
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.documents.on_paper import DoneOnPaper, day_of, enter
from thidua.emulation.actions.blocs import demand_member, demand_own_period
from thidua.emulation.models import Agreement, AgreementSignature, Bloc
from thidua.emulation.policies import BLOCS
from thidua.emulation.queries import leaders
from thidua.emulation.states import AgreementState
from thidua.emulation.transitions import AGREEMENT_TABLE
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import demand_role
from thidua.organisations.states import Role
from thidua.workflow import Act, act, perform
from thidua.workflow.fitting import demand_fits


def open_agreement(*, bloc: Bloc, period: Period, text: str, by: User) -> Agreement:
    """Open a bloc's agreement for one period to its members' signatures. Raises `Refusal`."""
    with act("emulation.open_agreement", by=by) as current:
        locked: Bloc = Bloc.objects.select_for_update().get(pk=bloc.pk)
        BLOCS.demand(by, "open_agreement", locked)
        demand_own_period(locked, period)
        if not text.strip():
            raise refuse(
                "no_text",
                _("The agreement has no text."),
                cure=_("Write what the members agree on."),
                field="text",
            )
        if locked.agreements.filter(period=period).exists():
            raise refuse(
                "already_open",
                _("%(bloc)s already has an agreement for %(period)s.")
                % {"bloc": locked, "period": period},
                field="period",
            )
        if not locked.members.exists():
            raise refuse("no_members", _("%(bloc)s has no members to sign.") % {"bloc": locked})
        agreement = Agreement(bloc=locked, period=period, text=text, opened_on=office_day())
        demand_fits(agreement)
        agreement.save()
        current.subject = agreement
    return agreement


def sign_agreement(
    *, agreement: Agreement, unit: Unit, by: User, on_paper: DoneOnPaper | None = None
) -> AgreementSignature:
    """Sign for a member, as its head; with the last member's signature the agreement is signed.

    `on_paper` names the leader of the unit who signed the paper; the unit's officer or the standing
    office enters it. Raises `Refusal`.
    """
    with perform(AGREEMENT_TABLE, "sign", agreement, by=by, is_on_paper=on_paper is not None) as (
        locked,
        current,
    ):
        demand_member(locked.bloc, unit)
        if locked.signatures.filter(unit=unit).exists():
            raise refuse(
                "already_signed",
                _("%(unit)s has already signed.") % {"unit": unit},
                field="unit",
            )
        signer = _signs(current, locked, unit, on_paper)
        signature = AgreementSignature(
            agreement=locked, unit=unit, signer=signer, signed_on=day_of(on_paper)
        )
        signature.save()
        current.unit_code = unit.code
        current.say(unit=unit.code)
        signed = locked.signatures.values("unit")
        if not locked.bloc.members.exclude(unit__in=signed).exists():
            days = locked.signatures.aggregate(last=Max("signed_on"))
            locked.state, locked.signed_on = AgreementState.SIGNED, days["last"]
    return signature


def _signs(current: Act, agreement: Agreement, unit: Unit, on_paper: DoneOnPaper | None) -> Person:
    """Who signs for a unit: its head, or a leader of it on the paper that is entered."""
    if on_paper is not None:
        leading = leaders(unit, on_paper.done_on)
        since = agreement.bloc.emulation_year.plan.issued_on
        row = enter(current, on_paper, doers=leading, unit=unit, since=since)
        assert row.doer is not None  # noqa: S101 - one of `leading`
        return row.doer
    demand_role(current.by, Role.UNIT_HEAD, unit=unit)
    signer: Person | None = Person.objects.filter(user=current.by).first()
    if signer is None:
        raise refuse("nobody", _("This account belongs to no person who could sign."))
    return signer
