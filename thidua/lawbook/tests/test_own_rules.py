"""An office's own rules: proposed by one, approved by another, in force at once."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from tests.cast import Cast
from thidua.audit.recording import recording
from thidua.audit.verify import verify
from thidua.background.tests.working import work
from thidua.cli import main
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.eligibility.actions import record_comparison
from thidua.eligibility.actions.archiving import archived
from thidua.eligibility.actions.years import ask_to_judge, judge_by_new_law
from thidua.eligibility.everybody import court_of
from thidua.eligibility.models import Judging, Standing, Trial
from thidua.eligibility.rule_sets import law_in, law_of
from thidua.eligibility.states import Result
from thidua.eligibility.tests.records import person_of, rate
from thidua.lawbook import in_force
from thidua.lawbook.actions import (
    approve_own_rules,
    propose_own_rules,
    refuse_own_rules,
    try_own_rules,
    withdraw_own_rules,
)
from thidua.lawbook.models import OwnRules
from thidua.lawbook.reading import MOST_LETTERS
from thidua.lawbook.states import OwnRulesState
from thidua.lawbook.tests.own_samples import QUOTA, STRICTER, approved, proposed
from thidua.organisations.models import RoleAssignment, Unit
from thidua.organisations.states import Role
from thidua.organisations.tests.refusing import refused
from thidua.rules import Jurisdiction, default_law, quota_of, shipped_law
from thidua.rules.loading import default_folder
from thidua.workflow import act

DAY = date(2018, 12, 20)
FIGHTER, WORKER = "chien_si_thi_dua_co_so", "lao_dong_tien_tien"
OWN = Jurisdiction("district", "chi_linh")


@pytest.fixture(autouse=True)
def _day() -> Any:
    with office_day_is(DAY):
        yield


def share() -> Fraction:
    found = quota_of(default_law(), FIGHTER, DAY, OWN)
    assert found is not None
    return found.share


def test_what_one_proposes_counts_once_another_approves_it(cast: Cast) -> None:
    rules = proposed(cast)
    assert (rules.state, share()) == (OwnRulesState.PROPOSED, Fraction(15, 100))
    approve_own_rules(rules=rules, by=cast.office_head)
    assert (rules.state, rules.decided_by, rules.decided_on) == (
        OwnRulesState.APPROVED, cast.office_head, DAY,
    )  # fmt: skip
    assert share() == Fraction(10, 100)
    found = quota_of(default_law(), FIGHTER, DAY, OWN)
    assert found is not None
    assert found.provisional, "the text is known at second hand until it is compared"
    assert default_law().digest != shipped_law().digest
    assert verify().faults == ()


def test_who_may_do_what(cast: Cast) -> None:
    propose = partial(propose_own_rules, name="x", text=QUOTA)
    for user in (cast.office_head, cast.clerk, cast.ward_head, cast.administrator, cast.nobody):
        assert refused(partial(propose, by=user)) == {"not_yours"}
    rules = proposed(cast)
    for user in (cast.officer, cast.inspector, cast.administrator, cast.ward_head):
        assert refused(partial(approve_own_rules, rules=rules, by=user)) == {"not_yours"}
        assert refused(partial(refuse_own_rules, rules=rules, by=user, reason="x")) == {"not_yours"}
    assert refused(partial(withdraw_own_rules, rules=rules, by=cast.office_head)) == {"not_yours"}
    assert refused(partial(try_own_rules, rules=rules, year=2018, by=cast.clerk)) == {"not_yours"}
    assert refused(partial(refuse_own_rules, rules=rules, by=cast.office_head, reason=" ")) == {
        "no_reason"
    }
    refuse_own_rules(rules=rules, by=cast.office_head, reason="Chưa có căn cứ.")
    assert (rules.state, rules.reason) == (OwnRulesState.REFUSED, "Chưa có căn cứ.")
    other = proposed(cast)
    withdraw_own_rules(rules=other, by=cast.officer)
    assert other.state == OwnRulesState.WITHDRAWN
    for gone in (rules, other):
        assert refused(partial(approve_own_rules, rules=gone, by=cast.office_head)) == {
            "wrong_state"
        }
    assert share() == Fraction(15, 100)


def test_nobody_approves_what_is_ones_own_though_she_holds_both_roles(cast: Cast) -> None:
    rules = proposed(cast)
    with act("tests.role", by=cast.system):
        RoleAssignment(
            user=cast.officer, role=Role.OFFICE_HEAD, unit=cast.home_office, started_on=DAY
        ).save()
    assert refused(partial(approve_own_rules, rules=rules, by=cast.officer)) == {"not_yours"}
    rows = OwnRules.objects.filter(pk=rules.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), recording():
        rows.update(state=OwnRulesState.APPROVED, decided_by=cast.officer, decided_on=DAY)


def test_the_database_keeps_what_was_decided_on(cast: Cast) -> None:
    rules = proposed(cast)
    rows = OwnRules.objects.filter(pk=rules.pk)
    with pytest.raises(DatabaseError), transaction.atomic(), recording():
        rows.update(text=QUOTA + "# nhẹ hơn")
    approve_own_rules(rules=rules, by=cast.office_head)
    for change in (
        {"reason": "khác"},
        {"state": OwnRulesState.PROPOSED, "decided_by": None, "decided_on": None},
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), recording():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), recording():
        rows.delete()


def test_what_is_in_force_is_replaced_by_another_row(cast: Cast) -> None:
    first = approved(cast)
    again = QUOTA.replace("10%", "12%")
    assert refused(partial(proposed, cast, again, "Tỷ lệ mới")) >= {"repeated_id", "overlap"}
    propose = partial(propose_own_rules, by=cast.officer, name="Tỷ lệ mới", text=again)
    second = propose(supersedes=first)
    rival = propose(supersedes=first, name="Tỷ lệ khác")
    assert share() == Fraction(10, 100)
    approve_own_rules(rules=second, by=cast.office_head)
    assert share() == Fraction(12, 100)
    assert refused(partial(approve_own_rules, rules=rival, by=cast.office_head)) == {
        "superseded_meanwhile"
    }
    assert refused(partial(propose, name="Lần ba", supersedes=first)) == {"not_in_force"}
    lifted = propose_own_rules(
        by=cast.officer, name="Bãi bỏ", text="authority: chi_linh\n", supersedes=second
    )
    approve_own_rules(rules=lifted, by=cast.office_head)
    assert share() == Fraction(15, 100)


def test_what_was_compared_before_does_not_speak_for_new_rules(cast: Cast) -> None:
    first = approved(cast)
    record_comparison(by=cast.office_head, instrument="qd_ty_le")
    again = partial(propose_own_rules, by=cast.officer, name="Tỷ lệ mới", supersedes=first)
    assert refused(partial(again, text=QUOTA.replace("10%", "12%"))) == {"compared_before"}
    other = QUOTA.replace("10%", "12%").replace("qd_ty_le", "qd_ty_le_2")
    approve_own_rules(rules=again(text=other), by=cast.office_head)
    assert share() == Fraction(12, 100)


def test_two_that_contradict_each_other_are_not_both_approved(cast: Cast) -> None:
    first = proposed(cast)
    other = QUOTA.replace("qd_ty_le", "qd_khac").replace("1/2018", "3/2018")
    second = proposed(cast, other, "Tỷ lệ khác")
    approve_own_rules(rules=first, by=cast.office_head)
    assert refused(partial(approve_own_rules, rules=second, by=cast.office_head)) == {"overlap"}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "no_authority", ""),
        (QUOTA.replace("chi_linh", "bo_ngoai_giao"), "not_your_authority", "Dòng 1"),
        (QUOTA.replace("chi_linh", "khong_co", 1), "not_your_authority", "Dòng 1"),
        (QUOTA + "authorities:\n  - {id: khac, name: Khác, level: district}\n",
         "other_authority", "Dòng 25"),
        (QUOTA.replace("source: quoted", "source: read"), "not_read_yet", "Dòng 11"),
        (QUOTA.replace("checked_by: null", "checked_by: Bà Lan"), "not_checked_yet", "Dòng 12"),
        (QUOTA.replace("at_most: 10%", "at_most: nhiều"), "bad_value", "Dòng 17"),
        (QUOTA.replace("at_most", "at_mosst"), "unknown_key", "Dòng 17"),
        (QUOTA + "titles: []\n", "not_own", "Dòng 24"),
        (QUOTA.replace("Quy định riêng (giả định)", "&a Quy định"), "alias", "Dòng 6"),
        (QUOTA + "x: *a\n", "alias", "Dòng 24"),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "alias", "Dòng 1"),
        (QUOTA + "  x: [\n", "not_yaml", "Dòng"),
        (QUOTA + "x: " + "[" * 5000, "too_deep", "Dòng 1"),
        (QUOTA + "# " + "x" * MOST_LETTERS, "too_long", ""),
        (QUOTA + "# \0", "bad_character", ""),
        ("- một\n- hai\n", "no_authority", ""),
    ],
)  # fmt: skip
def test_mistakes_are_told_by_line_at_the_text(cast: Cast, text: str, code: str, said: str) -> None:
    with pytest.raises(Refusal) as told:
        proposed(cast, text)
    reasons = [each for each in told.value.reasons if each.code == code]
    assert reasons, told.value.reasons
    assert all(each.field == "text" for each in told.value.reasons)
    assert any(each.message.startswith(said) for each in reasons), reasons
    assert not OwnRules.objects.exists()


def test_an_authority_that_the_law_does_not_know_names_itself(cast: Cast) -> None:
    town = Unit.objects.get(pk=cast.town.pk)
    with transaction.atomic(), recording():
        Unit.objects.filter(pk=town.pk).update(name="UBND huyện Nam Sách")
        town.versions.update(name="UBND huyện Nam Sách")
    text = QUOTA.replace("authority: chi_linh", "authority: nam_sach", 1)
    assert refused(partial(proposed, cast, text)) == {"unknown_id"}
    named = "authorities:\n  - {id: nam_sach, name: %s, level: district}\n"
    assert refused(partial(proposed, cast, text + named % "Huyện Thanh Hà")) == {"not_its_name"}
    approved(cast, text + named % "Huyện Nam Sách")
    found = quota_of(default_law(), FIGHTER, DAY, Jurisdiction("district", "nam_sach"))
    assert found is not None
    assert found.share == Fraction(10, 100)


def test_an_old_verdict_is_given_again_after_the_own_rules_changed(cast: Cast) -> None:
    lan = person_of(cast, "lan")
    rate(cast, cast.year, "hoan_thanh_tot", lan)
    first = approved(cast, STRICTER, "Tiêu chuẩn")
    ask_to_judge(year=2018, by=cast.officer)
    work()
    kept = Standing.objects.get(person=lan, what=WORKER, year=2018)
    assert (kept.result, kept.rule_set.digest) == (Result.LACKS_ONE, default_law().digest)
    lifted = propose_own_rules(
        by=cast.officer, name="Bãi bỏ", text="authority: chi_linh\n", supersedes=first
    )
    approve_own_rules(rules=lifted, by=cast.office_head)
    assert default_law().digest != kept.rule_set.digest
    old = law_of(kept.rule_set.digest)
    assert old.digest == kept.rule_set.digest
    again = {what: said for _who, what, _period, said in court_of(2018, DAY, old).said([lan])}
    assert again[WORKER].result == Result.LACKS_ONE
    now = {what: said for _who, what, _period, said in court_of(2018, DAY).said([lan])}
    assert now[WORKER].result != Result.LACKS_ONE


def test_the_worker_judges_the_year_again_once_the_rules_changed(cast: Cast) -> None:
    rate(cast, cast.year, "hoan_thanh_tot", person_of(cast, "lan"))
    ask_to_judge(year=2018, by=cast.officer)
    assert judge_by_new_law() == [], "the worker has not judged yet: it takes the newest law"
    work()
    assert judge_by_new_law() == []
    approved(cast, STRICTER, "Tiêu chuẩn")
    assert [each.year for each in judge_by_new_law()] == [2018]
    assert judge_by_new_law() == [], "it is under way"
    work()
    assert judge_by_new_law() == []
    found = Standing.objects.get(person__user=cast.officer, what=WORKER, year=2018)
    assert found.rule_set.digest == default_law().digest
    assert Judging.objects.latest("pk").law_digest == default_law().digest


def test_a_trial_says_who_would_lose_and_is_the_law_that_is_approved(cast: Cast) -> None:
    rate(cast, cast.year, "hoan_thanh_tot", person_of(cast, "lan"))
    rules = proposed(cast, STRICTER, "Tiêu chuẩn")
    trial = try_own_rules(rules=rules, year=2018, by=cast.officer)
    work()
    trial = Trial.objects.get(pk=trial.pk)
    assert trial.supposed is not None
    lost = {(row.person, row.what) for row in trial.changes.filter(gains=False)}
    assert (person_of(cast, "lan"), WORKER) in lost
    assert default_law() is shipped_law()
    approve_own_rules(rules=rules, by=cast.office_head)
    assert trial.supposed.digest == default_law().digest
    assert archived(default_law()) == trial.supposed
    assert law_in(bytes(trial.supposed.content)).own == default_law().own
    assert refused(partial(try_own_rules, rules=rules, year=2018, by=cast.officer)) == {
        "wrong_state"
    }


def test_another_process_learns_of_it_by_one_query(
    cast: Cast,
    client: Client,
    settings: LazySettings,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    approved(cast)
    in_force.forget()
    assert share() == Fraction(15, 100)
    settings.OWN_RULES_EVERY = 0.0
    client.get("/dang-nhap/")
    assert share() == Fraction(10, 100)
    with django_assert_num_queries(1):
        in_force.refresh_if_due()
    settings.OWN_RULES_EVERY = 60.0
    with django_assert_num_queries(0):
        in_force.refresh_if_due()
        default_law()


def test_own_rules_that_new_law_makes_unreadable_are_left_out_and_told(cast: Cast) -> None:
    approved(cast)
    broken = OwnRules.objects.get().text.replace("qd_ty_le", "nd_91_2017")
    with transaction.atomic(), recording():
        OwnRules(
            authority=cast.town, name="Cũ", text=broken, state=OwnRulesState.APPROVED,
            proposed_by=cast.officer, proposed_on=DAY, decided_by=cast.office_head, decided_on=DAY,
        ).save()  # fmt: skip
    in_force.refresh()
    assert share() == Fraction(10, 100)
    assert [each.partition("-")[0] for each in in_force.unread()] == ["cu"]


def test_the_command_checks_what_is_approved(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = approved(cast)
    assert main(["law", "check"]) == 0
    assert rules.place in capsys.readouterr().out
    assert main(["law", "show", FIGHTER, "--on", "2018-12-20", "--authority", "chi_linh"]) == 0
    assert "10" in capsys.readouterr().out
    assert main(["law", "check", "--law", str(default_folder())]) == 0
    assert rules.place not in capsys.readouterr().out
