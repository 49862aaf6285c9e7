"""Writes about the emulation agreement of a bloc."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.emulation.actions.blocs import demand_member, demand_own_period
from thidua.emulation.models import Agreement, AgreementSignature, Bloc
from thidua.emulation.policies import BLOCS
from thidua.emulation.queries import employed
from thidua.emulation.states import AgreementState
from thidua.emulation.transitions import AGREEMENT_TABLE
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.organisations.states import Role
from thidua.workflow import act, perform
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
    *, agreement: Agreement, unit: Unit, by: User, on_paper_by: Person | None = None
) -> AgreementSignature:
    """Sign for a member, as its head; with the last member's signature the agreement is signed.

    `on_paper_by` is the leader of the unit who signed on paper; the standing office then records
    it. Raises `Refusal`.
    """
    with perform(AGREEMENT_TABLE, "sign", agreement, by=by) as (locked, current):
        demand_member(locked.bloc, unit)
        signer = _signer(unit, by, on_paper_by)
        if locked.signatures.filter(unit=unit).exists():
            raise refuse(
                "already_signed",
                _("%(unit)s has already signed.") % {"unit": unit},
                field="unit",
            )
        signature = AgreementSignature(
            agreement=locked, unit=unit, signer=signer, signed_on=office_day()
        )
        signature.save()
        current.unit_code = unit.code
        current.say(unit=unit.code, on_paper=on_paper_by is not None)
        signed = locked.signatures.values("unit")
        if not locked.bloc.members.exclude(unit__in=signed).exists():
            locked.state, locked.signed_on = AgreementState.SIGNED, office_day()
    return signature


def _signer(unit: Unit, by: User, on_paper_by: Person | None) -> Person:
    """Who signs for a unit: its head, or a leader of it on paper as the office records."""
    if on_paper_by is None:
        demand_role(by, Role.UNIT_HEAD, unit=unit)
        signer: Person | None = Person.objects.filter(user=by).first()
        if signer is None:
            raise refuse("nobody", _("This account belongs to no person who could sign."))
        return signer
    demand_role(by, *OFFICE)
    if not employed(unit, office_day()).filter(person=on_paper_by, is_leader=True).exists():
        raise refuse(
            "not_its_leader",
            _("%(person)s does not lead %(unit)s.") % {"person": on_paper_by, "unit": unit},
            cure=_("Name the leader who signed for the unit."),
            field="on_paper_by",
        )
    return on_paper_by
