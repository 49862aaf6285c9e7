"""Writes about eligibility: verdicts, kept by plain functions inside the acts they belong to, and
comparisons of quoted law with its text.
"""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.facts import Holder, Proposed
from thidua.eligibility.judging import assess_each, verdict_row
from thidua.eligibility.models import Comparison, Verdict
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import demand_role
from thidua.organisations.states import Role
from thidua.rules import Governing, Jurisdiction, default_law
from thidua.workflow import act


def judge(
    holders: Sequence[Holder],
    what: str,
    period: Period,
    governing: Governing,
    jurisdiction: Jurisdiction,
    *,
    attested_by: str = "",
    proposed: Proposed | None = None,
) -> list[Verdict]:
    """Judge each holder for one title or form; see `judge_each`."""
    return judge_each(
        [(holder, what) for holder in holders],
        period,
        governing,
        jurisdiction,
        attested_by=attested_by,
        proposed=proposed,
    )


def judge_each(
    cases: Sequence[tuple[Holder, str]],
    period: Period,
    governing: Governing,
    jurisdiction: Jurisdiction,
    *,
    attested_by: str = "",
    proposed: Proposed | None = None,
) -> list[Verdict]:
    """Judge (holder, title or form) pairs and keep the verdicts, in the order given.

    The earlier current verdicts of the pairs stay, no longer current. `attested_by` is the record
    of the body that vouches for attested criteria; `proposed` see `gather`. Refuses an unknown
    title and a holder the title is never given to.
    """
    if not cases:
        return []
    law = default_law()
    given = assess_each(
        cases, period, governing, jurisdiction, attested_by=attested_by, proposed=proposed
    )
    archived(law)
    _retire(cases, period)
    rows = [
        verdict_row(law, holder, period, governing, verdict)
        for (holder, _what), verdict in zip(cases, given, strict=True)
    ]
    return Verdict.objects.bulk_create(rows)


def record_comparison(*, by: User, instrument: str, note: str = "") -> Comparison:
    """The head of the standing office compared a quoted instrument with its official text.

    The record names the head as a person. Refuses an instrument that is not loaded, and one that
    is compared already.
    """
    demand_role(by, Role.OFFICE_HEAD)
    officer = Person.objects.filter(user=by).first()
    if officer is None:
        raise refuse(
            "no_person",
            _("A comparison names the person who made it, and this account is nobody's."),
            cure=_("Sign in as the head of the standing office."),
        )
    found = default_law().shelf.instruments.get(instrument)
    if found is None:
        raise refuse(
            "unknown_instrument",
            _("No instrument “%(id)s” is loaded.") % {"id": instrument},
            cure=_("Choose one of the instruments that the verdicts rest on."),
            field="instrument",
        )
    if Comparison.objects.filter(instrument=instrument).exists():
        raise refuse(
            "already_compared",
            _("%(instrument)s is already compared with its text.") % {"instrument": found.printed},
            field="instrument",
        )
    row = Comparison(
        instrument=instrument,
        officer=officer,
        compared_on=office_day(),
        note=tidy(note)[:300],
    )
    with act("eligibility.record_comparison", by=by, subject=row) as current:
        row.save()
        current.say(instrument=found.printed, officer=officer.name)
    return row


def _retire(cases: Sequence[tuple[Holder, str]], period: Period) -> None:
    """The current verdicts of the pairs are current no more."""
    wanted = {(_key(holder), what) for holder, what in cases}
    people = [holder for holder, _what in cases if isinstance(holder, Person)]
    units = [holder for holder, _what in cases if isinstance(holder, Unit)]
    whats = {what for _holder, what in cases}
    rows = Verdict.objects.filter(
        Q(person__in=people) | Q(unit__in=units), is_current=True, period=period, what__in=whats
    )
    if len(wanted) == len({key for key, _what in wanted}) * len(whats):
        # Everybody for everything, as mostly: no pair need be told from another.
        rows.update(is_current=False)
        return
    old = [
        pk
        for pk, person, unit, what in rows.values_list("pk", "person_id", "unit_id", "what")
        if ((person, unit), what) in wanted
    ]
    if old:
        Verdict.objects.filter(pk__in=old).update(is_current=False)


def _key(holder: Holder) -> tuple[int | None, int | None]:
    return (holder.pk, None) if isinstance(holder, Person) else (None, holder.pk)
