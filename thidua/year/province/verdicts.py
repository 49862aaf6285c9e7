"""Verdicts of many dossiers at once, kept as receiving a dossier keeps them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from thidua import rules
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import DossierState
from thidua.eligibility.facts import gather
from thidua.eligibility.judging import holder_kind, verdict_row, vouched
from thidua.rules import Governing, Jurisdiction, default_law
from thidua.year.province.writing import Writer


def write_verdicts(
    writer: Writer,
    dossiers: Sequence[Dossier],
    nominees: Sequence[Nominee],
    jurisdiction: Jurisdiction,
    judged: Collection[str],
) -> dict[int, list[Nominee]]:
    """Judge the nominees of the dossiers in a state of `judged`; the nominees by dossier's key.

    Dossiers of one period and day of receipt are judged together; each one's minutes vouch for its
    own nominees, as `dossiers.actions.judge_nominees` has it.
    """
    by_dossier: dict[int, list[Nominee]] = defaultdict(list)
    for nominee in nominees:
        by_dossier[nominee.dossier_id].append(nominee)
    alike: dict[tuple[int, object], list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        if DossierState(dossier.state) in judged:
            alike[dossier.period_id, dossier.received_on].append(dossier)
    for group in alike.values():
        _judge(writer, group, by_dossier, jurisdiction)
    return by_dossier


def _judge(
    writer: Writer,
    dossiers: Sequence[Dossier],
    by_dossier: dict[int, list[Nominee]],
    jurisdiction: Jurisdiction,
) -> None:
    law, period = default_law(), dossiers[0].period
    received_on = dossiers[0].received_on
    assert received_on is not None  # noqa: S101 - the database refuses a received dossier without
    governing = Governing(received_on, received_on)
    nominees = [each for dossier in dossiers for each in by_dossier[dossier.pk]]
    vouching = vouched({each.what for each in nominees}, governing, jurisdiction, by="")
    facts = gather(
        list(dict.fromkeys(each.holder for each in nominees)),
        period,
        as_of=received_on,
        vouching=vouching,
        proposed={(each.person_id, each.what) for each in nominees if each.person_id},
    )
    time = rules.Period(period.starts_on, period.ends_on, period.year)
    rows = []
    for nominee in nominees:
        known = facts[nominee.holder]
        minutes = f"dossiers.deliberation:{nominee.dossier.deliberation_id}"
        # The facts' own record of references; each holder stands in one dossier of a period.
        known.records.update(  # type: ignore[attr-defined]
            {f"attested.{each}": minutes for each in vouching.criteria}
        )
        given = rules.judge(
            law,
            what=nominee.what,
            holder=holder_kind(nominee.holder),
            period=time,
            governing=governing,
            jurisdiction=jurisdiction,
            facts=known,
        )
        row = verdict_row(law, nominee.holder, period, governing, given)
        row.judged_on = received_on
        rows.append(row)
    for nominee, verdict in zip(nominees, writer.write(rows), strict=True):
        nominee.verdict = verdict
        # Kept; ten thousand trees need not stay in memory as well.
        verdict.finding = {}
