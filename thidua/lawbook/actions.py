"""Writes about an office's own rules: proposed by one, decided on by another, tried beforehand."""

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.eligibility.actions.trials import begin_trial_of
from thidua.eligibility.everybody import authority
from thidua.eligibility.models import Trial
from thidua.lawbook.in_force import refresh
from thidua.lawbook.models import OwnRules, OwnRulesTrial
from thidua.lawbook.policies import OWN_RULES, PROPOSES
from thidua.lawbook.reading import in_force, laws_with, proposal_of
from thidua.lawbook.states import OwnRulesState
from thidua.lawbook.transitions import OWN_RULES_TABLE, stops_approving
from thidua.organisations.models import Unit
from thidua.organisations.policies import demand_role
from thidua.workflow import act, perform
from thidua.workflow.fitting import demand_fits


def propose_own_rules(
    *, by: User, name: str, text: str, why: str = "", supersedes: OwnRules | None = None
) -> OwnRules:
    """Propose rules of this office's authority, by an officer of the standing office.

    `text` is in the schema of `law/`. Raises a `Refusal` with every mistake in it, by line; refuses
    a name that waits already, and to take the place of what is not in force.
    """
    demand_role(by, PROPOSES)
    unit = own_authority()
    row = OwnRules(
        authority=unit,
        name=tidy(name),
        text=text.replace("\r\n", "\n").strip() + "\n",
        why=tidy(why),
        supersedes=supersedes,
        proposed_by=by,
        proposed_on=office_day(),
    )
    demand_fits(row)
    if not row.name:
        raise refuse("no_name", _("The rules have no name."), cure=_("Name them."), field="name")
    with act("lawbook.propose_own_rules", by=by, unit_code=unit.code) as current:
        Unit.objects.select_for_update().get(pk=unit.pk)
        _demand_possible(row)
        _before, law = laws_with(proposal_of(row))
        row.save()
        current.subject = row
        current.say(place=row.place, digest=law.digest, supersedes=supersedes and supersedes.pk)
    return row


def approve_own_rules(*, rules: OwnRules, by: User) -> OwnRules:
    """Approve what another proposed: it counts from now on for the days that it names.

    Refuses while the text cannot be read beside the law as it now stands.
    """
    with perform(OWN_RULES_TABLE, "approve", rules, by=by) as (locked, current):
        # Two texts that contradict each other are approved one after the other.
        Unit.objects.select_for_update().get(pk=locked.authority_id)
        again = stops_approving(locked)
        if again:
            raise refuse(again[0].code, again[0].message, cure=again[0].cure)
        _decide(locked, by)
        _before, law = laws_with(proposal_of(locked))
        current.say(place=locked.place, digest=law.digest)
    refresh()
    return rules


def refuse_own_rules(*, rules: OwnRules, by: User, reason: str) -> OwnRules:
    """Refuse what another proposed, and say why."""
    if not tidy(reason):
        raise refuse(
            "no_reason",
            _("A refusal says why."),
            cure=_("Write what should be changed."),
            field="reason",
        )
    with perform(OWN_RULES_TABLE, "refuse", rules, by=by) as (locked, current):
        _decide(locked, by, reason)
        current.say(reason=locked.reason)
    return rules


def withdraw_own_rules(*, rules: OwnRules, by: User, reason: str = "") -> OwnRules:
    """Withdraw what one has proposed oneself and nobody has decided on."""
    with perform(OWN_RULES_TABLE, "withdraw", rules, by=by) as (locked, current):
        _decide(locked, by, reason)
        current.say(reason=locked.reason)
    return rules


def try_own_rules(*, rules: OwnRules, year: int, by: User) -> Trial:
    """Let the worker find out who would gain and who would lose in a year by proposed rules.

    Refuses what was decided on, a text that cannot be read, and a year without a period.
    """
    OWN_RULES.demand(by, "try", rules)
    if rules.state != OwnRulesState.PROPOSED:
        raise refuse(
            "wrong_state",
            _("These rules are not proposed any more."),
            cure=_("Reload the page to see what was done meanwhile."),
        )
    with act("lawbook.try_own_rules", by=by, subject=rules, year=year):
        _before, law = laws_with(proposal_of(rules))
        trial = begin_trial_of(law, name=rules.name, year=year, by=by)
        OwnRulesTrial.objects.create(own_rules=rules, trial=trial)
    return trial


def own_authority() -> Unit:
    """The authority whose rules this office enters. Refuses where no office is known yet."""
    unit = authority(office_day())
    if unit is None:
        raise refuse(
            "no_authority",
            _("It is not known yet whose standing office this is."),
            cure=_("Let the administrator give somebody the role of its head first."),
        )
    return unit


def _demand_possible(row: OwnRules) -> None:
    """Refuses a name that waits already, and a predecessor that is not in force."""
    same = OwnRules.objects.filter(
        authority=row.authority, name=row.name, state=OwnRulesState.PROPOSED
    )
    if same.exists():
        raise refuse(
            "already_proposed",
            _("Rules of this name wait for approval already."),
            cure=_("Withdraw those first, or choose another name."),
            field="name",
        )
    if row.supersedes_id is not None and not in_force().filter(pk=row.supersedes_id).exists():
        raise refuse(
            "not_in_force",
            _("What it would take the place of is not in force."),
            cure=_("Choose rules that are."),
            field="supersedes",
        )


def _decide(row: OwnRules, by: User, reason: str = "") -> None:
    row.decided_by, row.decided_on, row.reason = by, office_day(), tidy(reason)
    demand_fits(row)
