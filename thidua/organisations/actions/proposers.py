"""Who puts forward the people of enterprises, households and small collectives (practice 29)."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.organisations.models import PuttingForward, Unit
from thidua.organisations.policies import OFFICE, PUTTING_FORWARD, demand_role
from thidua.organisations.states import PARTS
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits


def let_put_forward(
    *,
    part: Unit,
    proposer: Unit,
    started_on: date,
    basis: str,
    by: User,
    ended_on: date | None = None,
) -> PuttingForward:
    """Let `proposer` put forward `part` and its people, from and until days that are inclusive
    (None: no end). `basis` says what it rests on. By the standing office. Raises `Refusal`.
    """
    demand_role(by, *OFFICE)
    with act("organisations.let_put_forward", by=by) as current:
        locked: Unit = Unit.objects.select_for_update().get(pk=part.pk)
        _demand_pair(locked, proposer)
        if not tidy(basis):
            raise refuse("no_basis", _("Say what this rests on."), field="basis")
        if ended_on is not None and ended_on < started_on:
            raise refuse(
                "ends_before_start",
                _("The last day lies before the first."),
                cure=_("Correct one of the two days."),
                field="ended_on",
            )
        _demand_free(locked, proposer, started_on, ended_on)
        row = PuttingForward(
            part=locked,
            proposer=proposer,
            started_on=started_on,
            ended_on=ended_on,
            basis=tidy(basis),
        )
        demand_fits(row)
        row.save()
        current.subject = locked
        current.say(proposer=proposer.code)
    return row


def end_putting_forward(*, row: PuttingForward, ended_on: date, by: User) -> PuttingForward:
    """Let it end; `ended_on` is the last day. By the standing office. Raises `Refusal`."""
    PUTTING_FORWARD.demand(by, "end", row)
    with act("organisations.end_putting_forward", by=by) as current:
        locked = PuttingForward.objects.select_for_update().select_related("part", "proposer")
        found = locked.get(pk=row.pk)
        if found.ended_on is not None and found.ended_on <= ended_on:
            message = _("This ended on %(day)s.") % {"day": f"{found.ended_on:%d/%m/%Y}"}
            raise refuse("ended_already", message, field="ended_on")
        if ended_on < found.started_on:
            raise refuse(
                "ends_before_start", _("The last day lies before the first."), field="ended_on"
            )
        found.ended_on = ended_on
        found.save()
        current.subject = found.part
        current.say(proposer=found.proposer.code)
    return found


def _demand_pair(part: Unit, proposer: Unit) -> None:
    if part.kind not in PARTS:
        raise refuse(
            "not_a_part",
            _("%(unit)s puts its people forward itself.") % {"unit": part},
            cure=_("Choose an enterprise, a household or a small collective."),
        )
    if proposer.kind in PARTS:
        raise refuse(
            "no_account",
            _("%(unit)s has no account and puts nobody forward.") % {"unit": proposer},
            cure=_("Choose an office, an organisation or a commune."),
            field="unit",
        )
    if part.parent_id == proposer.pk:
        raise refuse(
            "belongs",
            _("%(part)s belongs to %(unit)s, which puts its people forward already.")
            % {"part": part, "unit": proposer},
            field="unit",
        )


def _demand_free(part: Unit, proposer: Unit, first: date, last: date | None) -> None:
    """The same pair stands once on any day."""
    rows = PuttingForward.objects.filter(part=part, proposer=proposer)
    for row in rows:
        if (last is None or row.started_on <= last) and (
            row.ended_on is None or row.ended_on >= first
        ):
            raise refuse(
                "overlaps",
                _("%(unit)s was let do so already, from %(day)s.")
                % {"unit": proposer, "day": f"{row.started_on:%d/%m/%Y}"},
                cure=_("Let the former end first, or choose other days."),
                field="started_on",
            )
