"""Prize money of those a meeting passed: by law on the day, of several titles the highest only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.ballots.states import Outcome
from thidua.councils.models import Meeting
from thidua.decisions.competence import decider_of, decides
from thidua.dossiers.models import Nominee
from thidua.eligibility.judging import holder_kind
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.organisations.models import Unit
from thidua.rules import Governing, Money, Parameter, default_law

HIGHEST_ONLY = "nhieu_danh_hieu_cung_ky"
HIGHEST = "cao_nhat"


@dataclass(frozen=True)
class Prize:
    """Whole đồng, None where none is due; `note` says why not, with its citation."""

    amount: int | None
    note: str = ""
    citations: tuple[str, ...] = ()


def prizes_of(nominees: Iterable[Nominee], meeting: Meeting, day: date) -> dict[int, Prize]:
    """The prize of each nominee, by id, if decided on `day`.

    Titles that one meeting passed for one holder are of one time and one period of achievement:
    only the highest is paid, whatever decision each stands in; forms are paid beside titles
    (NĐ 91/2017 article 68; NĐ 152/2025 article 49). Those the signer left out do not count.
    Two queries.
    """
    law = default_law()
    own = jurisdiction_of(meeting.council.authority).authority
    rule = law.parameter(HIGHEST_ONLY, day, own)
    rivals = _titles_of_one_time(meeting, day) if rule and rule.value == HIGHEST else {}
    found = {}
    for nominee in nominees:
        money = _money(nominee, day, own)
        higher = _higher(nominee, money, rivals.get(_holder(nominee), []), day, own)
        if higher is not None and rule is not None:
            found[nominee.pk] = Prize(None, _note(higher, rule))
        elif money is not None:
            cited = tuple(citation.text for citation in money.citations)
            found[nominee.pk] = Prize(money.amount, citations=cited)
        else:
            found[nominee.pk] = Prize(None)
    return found


def citations_of(nominees: Iterable[Nominee], authority: Unit, day: date) -> tuple[str, ...]:
    """The articles on which the prize money of `nominees` rests, each once; the highest-only rule
    aside.
    """
    own = jurisdiction_of(authority).authority
    found: dict[str, None] = {}
    asked = {
        (each.what, holder_kind(each.holder), each.dossier.received_on): each for each in nominees
    }
    for nominee in asked.values():
        money = _money(nominee, day, own)
        if money is not None:
            found.update(dict.fromkeys(citation.text for citation in money.citations))
    return tuple(found)


def _holder(nominee: Nominee) -> tuple[int | None, int | None]:
    return nominee.person_id, nominee.unit_id


def _money(nominee: Nominee, day: date, own: str | None) -> Money | None:
    governing = Governing(day, nominee.dossier.received_on)
    return default_law().money(nominee.what, holder_kind(nominee.holder), governing, own)


def _titles_of_one_time(
    meeting: Meeting, day: date
) -> dict[tuple[int | None, int | None], list[Nominee]]:
    """Titles passed in the meeting and decided by its authority, by holder."""
    law, council = default_law(), meeting.council
    found: dict[tuple[int | None, int | None], list[Nominee]] = {}
    passed = (
        Nominee.objects.filter(
            agenda_items__meeting=meeting, agenda_items__item__outcome=Outcome.PASSED
        )
        .exclude(decision_item__left_out_because__gt="")
        .select_related("dossier", "person", "unit")
    )
    here: dict[tuple[str, date | None], bool] = {}
    for nominee in passed:
        if law.title(nominee.what).family != "title":
            continue
        key = (nominee.what, nominee.dossier.received_on)
        if key not in here:
            here[key] = decides(council, decider_of(council, key[0], day, key[1]))
        if here[key]:
            found.setdefault(_holder(nominee), []).append(nominee)
    return found


def _higher(
    nominee: Nominee, money: Money | None, rivals: list[Nominee], day: date, own: str | None
) -> Nominee | None:
    """The title of the same holder and time that is paid instead of this one."""
    if money is None or nominee.what not in {each.what for each in rivals}:
        return None
    amounts = {each.pk: _money(each, day, own) for each in rivals}
    # Equal amounts: the first proposed is paid.
    best = max(rivals, key=lambda each: (_amount(amounts[each.pk]), -each.pk))
    return best if best.what != nominee.what else None


def _amount(money: Money | None) -> int:
    return money.amount if money else 0


def _note(higher: Nominee, rule: Parameter) -> str:
    title = default_law().title(higher.what).name
    return f"Đã hưởng mức cao hơn của danh hiệu “{title}” cùng kỳ ({rule.citation.text})"
