"""The register: loading, granting and revoking, timelines, who sees what."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.honours.actions import grant, load_honours, revoke
from thidua.honours.models import Honour
from thidua.honours.policies import HONOURS
from thidua.honours.queries import honours_of, timeline_of
from thidua.honours.rows import DecisionOf, HonourRow, Scheme, read_schemes
from thidua.honours.states import HonourKind, HonourState, Provenance
from thidua.organisations.models import Person, Succession
from thidua.organisations.tests.refusing import refused
from thidua.workflow import act

LDTT, CSTD = "lao_dong_tien_tien", "chien_si_thi_dua_co_so"
DECIDED = date(2018, 12, 25)
SCHEMES = {
    "ldtt": Scheme(
        issuer="ubnd-thi-xa",
        decisions={
            year: DecisionOf(f"{year}/QĐ-UBND", date(year, 12, 20)) for year in range(2015, 2018)
        },
    )
}


def lan() -> Person:
    return Person.objects.get(code="p-lan")


def load(cast: Cast, *rows: HonourRow) -> partial[int]:
    return partial(load_honours, by=cast.officer, rows=rows, schemes=SCHEMES, source="honours.csv")


def granted(cast: Cast, **changes: Any) -> Honour:
    details: dict[str, Any] = {
        "holder": lan(),
        "what": LDTT,
        "period": cast.year,
        "decision": "1/QĐ-UBND",
        "decided_on": DECIDED,
        "issuer": "Chủ tịch UBND thị xã",
        **changes,
    }
    with act("tests.grant", by=cast.officer):
        return grant(**details)


def test_runs_of_years_become_honours_with_their_decisions(cast: Cast) -> None:
    rows = (
        HonourRow("p-lan", LDTT, "2015 2017", scheme="ldtt"),
        HonourRow("p-hoa", LDTT, "2016", scheme="ldtt"),
        HonourRow(
            "phuong-sao-do", "giay_khen_huyen", "2017", "UBND tỉnh", "", "chuyen_de",
            "9/QĐ-UBND", "01/02/2017",
        ),
    )  # fmt: skip
    assert load(cast, *rows)() == 4
    newest, oldest = honours_of(lan())
    assert (newest.period.code, oldest.period.code) == ("2017", "2015")
    assert (newest.decision, newest.decided_on) == ("2017/QĐ-UBND", date(2017, 12, 20))
    # An issuer given as a unit's code is named as it was called.
    assert newest.issuer == "ubnd-thi-xa"
    assert (newest.provenance, newest.kind) == (Provenance.IMPORTED, HonourKind.MERIT)
    assert Honour.objects.get(person__code="p-hoa").period.code == "2015-2016"
    thematic = Honour.objects.get(unit=cast.ward)
    assert (thematic.kind, thematic.issuer) == (HonourKind.THEMATIC, "UBND tỉnh")
    assert thematic.decided_on == date(2017, 2, 1)
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (HonourRow("p-ai", LDTT, "2017"), "unknown_holder", "holder"),
        (HonourRow("p-lan", "lao_dong_gioi", "2017"), "unknown_title", "what"),
        (HonourRow("phuong-sao-do", LDTT, "2017"), "wrong_holder", "what"),
        (HonourRow("p-lan", "tap_the_lao_dong_tien_tien", "2017"), "wrong_holder", "what"),
        (HonourRow("p-lan", LDTT, "17"), "bad_years", "years"),
        (HonourRow("p-lan", LDTT, "2014", scheme="ldtt"), "no_decision", "years"),
        (HonourRow("p-lan", LDTT, "2015", scheme="khac"), "unknown_value", "scheme"),
        (HonourRow("p-lan", LDTT, "2015-2016", number="1/QĐ"), "several_years", "number"),
        (HonourRow("p-lan", LDTT, "2015", decided_on="qua"), "bad_date", "decided_on"),
        (HonourRow("p-lan", LDTT, "2015", kind="vui"), "unknown_value", "kind"),
        (HonourRow("p-mai", LDTT, "2016-2017", scheme="ldtt"), "twice", "years"),
    ],
)
def test_a_wrong_row_leaves_all_unwritten(
    cast: Cast, row: HonourRow, code: str, column: str
) -> None:
    doing = load(cast, HonourRow("p-mai", LDTT, "2017", scheme="ldtt"), row)
    assert refused(doing) == {code}
    with pytest.raises(Refusal) as told:
        doing()
    assert {reason.field for reason in told.value.reasons} == {column}
    assert told.value.reasons[0].where.startswith("honours.csv")
    assert not Honour.objects.exists()


def test_what_the_register_has_is_not_loaded_again(cast: Cast) -> None:
    row = HonourRow("p-lan", LDTT, "2017", scheme="ldtt")
    load(cast, row)()
    assert refused(load(cast, row)) == {"exists"}
    # Two commendations of one year that are not for its merit may stand beside one another.
    ad_hoc = HonourRow("p-lan", "giay_khen_huyen", "2017", kind="dot_xuat")
    assert load(cast, ad_hoc, ad_hoc)() == 2


def test_only_the_office_and_the_program_load(cast: Cast) -> None:
    row = HonourRow("p-lan", LDTT, "2017")
    for user in (cast.ward_head, cast.clerk, cast.inspector, cast.nobody):
        assert refused(partial(load(cast, row), by=user)) == {"not_yours"}
    assert partial(load(cast, row), by=cast.system)() == 1


def test_an_honour_is_granted_once_for_a_period(cast: Cast) -> None:
    honour = granted(cast)
    assert (honour.provenance, honour.state) == (Provenance.DECIDED, HonourState.GRANTED)
    with pytest.raises(Refusal) as told:
        granted(cast, decision="2/QĐ-UBND")
    assert told.value.reasons[0].code == "held_already"
    granted(cast, period=cast.past)
    granted(cast, what=CSTD)
    assert Honour.objects.count() == 3
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": "lao_dong_gioi"}, "unknown_title"),
        ({"what": "tap_the_lao_dong_tien_tien"}, "wrong_holder"),
        ({"kind": "vui"}, "unknown_kind"),
        ({"decision": " "}, "no_decision"),
        ({"decision": "1\0"}, "bad_character"),
        ({"issuer": "x" * 201}, "too_long"),
    ],
)
def test_honours_that_cannot_be(cast: Cast, changes: dict[str, Any], code: str) -> None:
    assert refused(partial(granted, cast, **changes)) == {code}
    assert not Honour.objects.exists()


def test_a_revoked_honour_stays_with_its_ground_and_can_be_granted_anew(cast: Cast) -> None:
    honour = granted(cast)

    def take_back(day: date = date(2019, 5, 5), because: str = "Gian dối") -> Honour:
        with act("tests.revoke", by=cast.officer):
            return revoke(honour=honour, revoked_on=day, because=because)

    assert refused(partial(take_back, because="  ")) == {"no_ground"}
    assert refused(partial(take_back, day=date(2018, 1, 1))) == {"ends_before_start"}
    taken = take_back()
    assert (taken.state, taken.revoked_because) == (HonourState.REVOKED, "Gian dối")
    assert refused(take_back) == {"revoked_already"}
    granted(cast, decision="7/QĐ-UBND")
    assert [each.state for each in honours_of(lan()).order_by("pk")] == ["revoked", "granted"]
    assert verify().faults == ()


def save_again(cast: Cast, honour: Honour) -> None:
    with act("tests.twice", by=cast.officer):
        honour.pk = None
        honour.save(force_insert=True)


def test_the_database_refuses_the_same_merit_twice(cast: Cast) -> None:
    assert refused(partial(save_again, cast, granted(cast))) == {"conflict"}


@pytest.fixture
def merged(cast: Cast) -> Cast:
    """The commune followed by the ward; each holds an honour, and so do people."""
    granted(cast, holder=cast.ward, what="co_thi_dua_tinh")
    granted(cast, holder=cast.commune, what="co_thi_dua_tinh", period=cast.past)
    granted(cast)
    granted(cast, holder=Person.objects.get(code="p-mai"))
    with act("tests.merge", by=cast.system):
        Succession(
            predecessor=cast.commune,
            successor=cast.ward,
            change="merge",
            took_effect_on=date(2019, 3, 1),
        ).save()
    return cast


def test_a_successor_shows_its_predecessors_honours_as_theirs(merged: Cast) -> None:
    newest, oldest = timeline_of(merged.ward)
    assert (newest.honour.unit, newest.is_own) == (merged.ward, True)
    assert (oldest.honour.unit, oldest.is_own) == (merged.commune, False)
    assert oldest.through is not None
    assert oldest.through.took_effect_on == date(2019, 3, 1)
    assert [held.honour.unit for held in timeline_of(merged.commune)] == [merged.commune]
    assert [held.honour.person for held in timeline_of(lan())] == [lan()]


def test_timelines_take_a_fixed_number_of_queries(
    merged: Cast, django_assert_num_queries: Any
) -> None:
    for _more in range(2):
        with django_assert_num_queries(4):
            lines = timeline_of(merged.ward)
            assert [str(held.honour) for held in lines]
        granted(merged, holder=merged.ward, what="bang_khen_tinh", kind="chuyen_de")
        granted(merged, holder=merged.commune, what="bang_khen_tinh", kind="chuyen_de")
    person = lan()
    with django_assert_num_queries(1):
        assert [str(honour) for honour in honours_of(person)]


def users(cast: Cast) -> list[User]:
    return [value for value in vars(cast).values() if isinstance(value, User)]


def test_list_and_answer_agree_for_everyone(merged: Cast) -> None:
    for user in users(merged):
        visible = set(HONOURS.visible_to(user))
        for honour in Honour.objects.all():
            assert bool(HONOURS.allows(user, "view", honour)) == (honour in visible)


def test_units_see_theirs_and_their_predecessors(merged: Cast) -> None:
    def seen(user: User) -> list[str]:
        return sorted(str(honour.holder) for honour in HONOURS.visible_to(user))

    assert seen(merged.ward_head) == ["Nguyễn Thị Lan", "Phường Sao Đỏ", "Xã Lê Lợi"]
    assert seen(merged.commune_head) == ["Lê Thị Mai", "Xã Lê Lợi"]
    assert len(seen(merged.officer)) == len(seen(merged.inspector)) == 4
    assert seen(merged.school_head) == seen(merged.nobody) == []
    granted(merged, holder=Person.objects.get(code="p-khach"))
    assert seen(merged.nobody) == ["Lý Văn Khách"]


def test_schemes_are_read_strictly(tmp_path: Path) -> None:
    path = tmp_path / "schemes.yaml"
    path.write_text(
        "decisions:\n"
        "  a:\n"
        "    issuer: null\n"
        "    kind: chuyen_de\n"
        "    years:\n"
        "      2017: {number: 1/QĐ, decided_on: 2017-12-20}\n",
        "utf-8",
    )
    decisions = {2017: DecisionOf("1/QĐ", date(2017, 12, 20))}
    assert read_schemes(path) == {"a": Scheme(HonourKind.THEMATIC, "", decisions)}
    for wrong in ("kind: vui", "years: {a: {}}", "years: {2017: {number: 1}}", "other: 1"):
        path.write_text(f"decisions: {{a: {{years: {{}}, {wrong}}}}}", "utf-8")
        with pytest.raises(Refusal):
            read_schemes(path)
