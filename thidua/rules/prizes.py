"""Prize money of what is decided together: which of it is paid (`money/<title>` as a case)."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.rules.dated import Governing, Jurisdiction
from thidua.rules.judging import MONEY, Verdict
from thidua.rules.law import Law
from thidua.rules.outcomes import Finding, Ground, Outcome, Source
from thidua.rules.strict import Entry

HIGHEST_ONLY = "nhieu_danh_hieu_cung_ky"
HIGHEST = "cao_nhat"


@dataclass(frozen=True, slots=True)
class Beside:
    """Another title or form decided at the same time for the same holder, and its year."""

    what: str
    year: int


def judge_money(
    law: Law,
    what: str,
    beside: Sequence[Beside],
    *,
    holder: str,
    year: int,
    governing: Governing,
    jurisdiction: Jurisdiction,
) -> Verdict:
    """Judge whether the prize money of `what` is paid to a holder given `beside` at the same time.

    Of several titles for one year only the highest is paid, where the law of the day says so;
    titles of different years, and forms beside titles, are all paid (D152 Đ49.5-7). No law where
    nothing is known of the money. Refuses an unknown title.
    """
    title, own = law.title(what), jurisdiction.authority
    money = law.money(what, holder, governing, own)
    rule = law.parameter(HIGHEST_ONLY, governing, own)
    if money is None:
        ground = Ground(f"{MONEY}{what}", title.name, "computed", "money", None, Source.READ)
        return _verdict(law, holder, governing, jurisdiction, Finding(ground, Outcome.NO_LAW))
    observed: dict[str, object] = {"amount": money.amount}
    outcome, citation, provisional = Outcome.MET, money.citations[0], money.provisional
    instruments = [each.instrument for each in money.citations]
    if rule is not None and rule.value == HIGHEST and title.family == "title":
        rivals = {
            each.what: rival.amount
            for each in beside
            if each.year == year and law.title(each.what).family == "title"
            for rival in [law.money(each.what, holder, governing, own)]
            if rival is not None
        }
        highest = max(rivals, key=lambda each: rivals[each], default=None)
        if highest is not None and rivals[highest] > money.amount:
            outcome, citation = Outcome.UNMET, rule.citation
            provisional = provisional or rule.provisional
            observed["higher"] = highest
            instruments.append(rule.citation.instrument)
    source = Source.QUOTED if provisional else Source.READ
    ground = Ground(f"{MONEY}{what}", title.name, "computed", "money", citation, source)
    finding = Finding(ground, outcome, observed)
    used = tuple(dict.fromkeys(instruments))
    return _verdict(law, holder, governing, jurisdiction, finding, used, provisional=provisional)


def _verdict(
    law: Law,
    holder: str,
    governing: Governing,
    jurisdiction: Jurisdiction,
    finding: Finding,
    used: tuple[str, ...] = (),
    *,
    provisional: bool = False,
) -> Verdict:
    what = finding.criterion
    return Verdict(law, what, holder, governing, jurisdiction, finding, provisional, used)


def read_beside(entry: Entry, law: Law) -> tuple[Beside, ...]:
    """`together: [{what: ID, year: 2025}]` of a case."""
    found = []
    for item in entry.entries("together", required=False):
        what = item.choice("what", law.shelf.titles)
        found.append(Beside(what, item.whole("year", low=1900, high=2200)))
        item.close()
    return tuple(found)
