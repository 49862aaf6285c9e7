"""What must hold of every rule: learning never overturns, unknown means both ways are open."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.rules import (
    Discipline,
    Facts,
    Governing,
    Honour,
    Initiative,
    Jurisdiction,
    Leave,
    MemberDiscipline,
    Members,
    Movement,
    Outcome,
    Pending,
    Period,
    default_law,
    judge,
)
from thidua.rules.scales import COMPLETION, SCOPE_RANK
from thidua.rules.tests.making import EmptyBench, criterion

LAW = default_law()
DAYS = [date(2018, 12, 25), date(2024, 12, 25), date(2025, 12, 25), date(2026, 12, 25)]
TARGETS = [(title.id, holder) for title in LAW.titles() for holder in title.holders]


def vouched(nature: str) -> tuple[str, ...]:
    """Every criterion of this nature in the law of the days asked about."""
    found = {
        leaf.criterion
        for what, holder in TARGETS
        for day in DAYS
        for leaf in LAW.checklist(what, day, holder=holder).leaves()
        if leaf.ground.nature == nature
    }
    return tuple(sorted(found))


ATTESTED, CONSTITUTED = vouched("attested"), vouched("constituted")
# What chains rest on and count.
COUNTED = (
    "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh", "tap_the_lao_dong_xuat_sac",
    "co_thi_dua_tinh", "co_thi_dua_chinh_phu", "bang_khen_tinh", "bang_khen_thu_tuong",
    "huan_chuong_lao_dong_ba", "huan_chuong_lao_dong_nhi", "huan_chuong_lao_dong_nhat",
)  # fmt: skip
# Read together: months without leave already include it, so they are hidden together.
HIDDEN = (
    ("completion",), ("months_worked", "leave"), ("honours",), ("initiatives",), ("discipline",),
    ("pending",), ("members",), ("attested",), ("constituted",), ("movement",),
    ("founded",),
)  # fmt: skip


@st.composite
def full_facts(draw: st.DrawFn) -> Facts:
    """Facts of 2015 to 2026 with nothing left out."""
    years = range(2015, 2027)
    day = st.dates(date(2016, 1, 1), date(2026, 12, 31))
    count = draw(st.integers(1, 20))
    start = draw(day)
    honour = st.builds(
        Honour,
        what=st.sampled_from(COUNTED),
        year=st.sampled_from(years),
        decided_on=day,
        is_revoked=st.booleans(),
        kind=st.sampled_from(["cong_trang", "chuyen_de"]),
    )
    initiative = st.builds(
        Initiative, year=st.sampled_from(years), scope=st.sampled_from(list(SCOPE_RANK))
    )
    member = st.builds(
        MemberDiscipline, form=st.sampled_from(["khien_trach", "canh_cao"]), count=st.just(1)
    )
    return Facts(
        completion={year: draw(st.sampled_from(COMPLETION)) for year in years},
        months_worked={year: draw(st.integers(8, 12)) for year in years},
        leave=(Leave("thai_san", start, start.replace(month=12, day=31)),),
        honours=tuple(draw(st.lists(honour, max_size=8))),
        initiatives=tuple(draw(st.lists(initiative, max_size=4))),
        discipline=tuple(
            Discipline("khien_trach", on, on.replace(month=12, day=31))
            for on in draw(st.lists(day, max_size=2))
        ),
        pending=tuple(Pending(kind) for kind in draw(st.lists(st.just("complaint"), max_size=1))),
        members=Members(
            count,
            draw(st.integers(max(count - 1, 0), count)),
            {
                what: draw(st.integers(0, count))
                for what in ("lao_dong_tien_tien", "chien_si_tien_tien", "chien_si_thi_dua_co_so")
            },
            tuple(draw(st.lists(member, max_size=2))),
        ),
        attested={name: draw(st.booleans()) for name in ATTESTED},
        constituted={name: draw(st.booleans()) for name in CONSTITUTED},
        founded=date(draw(st.integers(1960, 2015)), 6, 1),
        movement=Movement(draw(st.integers(1, 6)), draw(st.sampled_from(["so_ket", "tong_ket"]))),
    )


def outcome(target: tuple[str, str], day: date, facts: Facts) -> Outcome:
    verdict = judge(
        LAW,
        what=target[0],
        holder=target[1],
        period=day.year,
        governing=Governing(day),
        jurisdiction=Jurisdiction("district"),
        facts=facts,
    )
    assert (verdict.missing == ()) is (verdict.outcome is not Outcome.UNKNOWN)
    return verdict.outcome


def hide(facts: Facts, groups: list[tuple[str, ...]]) -> Facts:
    return replace(facts, **{name: None for group in groups for name in group})  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(
    full_facts(),
    st.sampled_from(TARGETS),
    st.sampled_from(DAYS),
    st.lists(st.sampled_from(HIDDEN), unique=True),
)
def test_learning_a_fact_never_overturns_a_settled_answer(
    facts: Facts, target: tuple[str, str], day: date, hidden: list[tuple[str, ...]]
) -> None:
    known = outcome(target, day, facts)
    assert known is not Outcome.UNKNOWN
    assert outcome(target, day, hide(facts, hidden)) in {known, Outcome.UNKNOWN}


@settings(max_examples=100, deadline=None)
@given(full_facts(), st.sampled_from(TARGETS), st.sampled_from(DAYS))
def test_the_order_of_facts_does_not_matter(
    facts: Facts, target: tuple[str, str], day: date
) -> None:
    other = replace(
        facts,
        completion=dict(reversed(list((facts.completion or {}).items()))),
        honours=tuple(reversed(facts.honours or ())),
        initiatives=tuple(reversed(facts.initiatives or ())),
        discipline=tuple(reversed(facts.discipline or ())),
    )
    assert outcome(target, day, facts) is outcome(target, day, other)


DOMAINS: dict[str, tuple[object, ...]] = {
    "completion": tuple({2018: level, 2024: level} for level in COMPLETION),
    "months_worked": ({2018: 9, 2024: 9}, {2018: 10, 2024: 10}),
    "discipline": ((), (Discipline("khien_trach", date(2018, 5, 5), date(2018, 8, 5)),)),
    "pending": ((), (Pending("complaint"),)),
    "initiatives": ((), (Initiative(2018, "base"), Initiative(2024, "base"))),
    "attested": (dict.fromkeys(ATTESTED, True), dict.fromkeys(ATTESTED, False)),
}


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries(
        {name: st.sampled_from((None, *values)) for name, values in DOMAINS.items()}
    ),
    st.sampled_from(["lao_dong_tien_tien", "chien_si_thi_dua_co_so"]),
    st.sampled_from(DAYS[:2]),
)
def test_unknown_exactly_when_missing_facts_can_still_go_both_ways(
    known: dict[str, object], what: str, day: date
) -> None:
    target = (what, "individual")
    answer = outcome(target, day, Facts(**known))  # type: ignore[arg-type]
    open_names = [name for name, value in known.items() if value is None]
    reachable = {
        outcome(target, day, Facts(**{**known, **dict(zip(open_names, filled, strict=True))}))  # type: ignore[arg-type]
        for filled in product(*(DOMAINS[name] for name in open_names))
    }
    assert (answer is Outcome.UNKNOWN) is (len(reachable) == 2)
    assert answer is Outcome.UNKNOWN or reachable == {answer}


@st.composite
def rule_trees(draw: st.DrawFn) -> tuple[dict[str, object], int]:
    """A tree of all_of and any_of over vouched leaves, each asked once, and how many there are."""
    leaves = 0

    def node(depth: int) -> dict[str, object]:
        nonlocal leaves
        if depth == 0 or draw(st.booleans()):
            leaves += 1
            return {"id": f"leaf_{leaves}", "name": "Lá", "attested": True}
        word = draw(st.sampled_from(["all_of", "any_of"]))
        parts = [node(depth - 1) for _ in range(draw(st.integers(1, 3)))]
        return {"id": "node", "name": "Nút", word: parts}

    tree: dict[str, object] = {"id": "root", "name": "Gốc", "all_of": [node(2), node(2)]}
    return tree, leaves


@settings(max_examples=150, deadline=None)
@given(rule_trees(), st.data())
def test_a_tree_is_unknown_exactly_when_both_answers_are_open(
    tree: tuple[dict[str, object], int], data: st.DataObject
) -> None:
    rule, count = tree
    judge_tree = criterion(rule).judge(EmptyBench())
    names = [f"leaf_{number}" for number in range(1, min(count, 10) + 1)]
    said = {name: data.draw(st.sampled_from([True, False, None])) for name in names}
    settled = {f"leaf_{number}": True for number in range(11, count + 1)}

    def judged(values: dict[str, bool]) -> Outcome:
        return judge_tree(Facts(attested={**settled, **values}), Period.of(2018)).outcome

    known = {name: value for name, value in said.items() if value is not None}
    missing = [name for name, value in said.items() if value is None]
    fillings = product([True, False], repeat=len(missing))
    reachable = {judged({**known, **dict(zip(missing, f, strict=True))}) for f in fillings}
    finding = judge_tree(Facts(attested={**settled, **known}), Period.of(2018))
    assert (finding.outcome is Outcome.UNKNOWN) is (len(reachable) == 2)
    assert finding.outcome is Outcome.UNKNOWN or {finding.outcome} == reachable
    assert set(finding.open_facts()) <= {f"attested.{name}" for name in missing}
