"""Prize money paid out and taken back; the register of numbers."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.decisions import payments
from thidua.decisions.actions import issue_decision, pay_prizes, take_back_payment
from thidua.decisions.actions.payments import keep_sums
from thidua.decisions.models import Decision, DecisionItem, PrizePayment, PrizeSums
from thidua.decisions.policies import DECISIONS
from thidua.decisions.tests.world import SIGNED_ON
from thidua.workflow import act

AFTER = date(2018, 12, 28)


def lines(decision: Decision) -> list[DecisionItem]:
    found = decision.items.filter(money__gt=0, left_out_because="")
    return list(found.order_by("order"))


def issued(world: World) -> Decision:
    """The draft on two people, issued; both are given money, of whom the law pays one."""
    with office_day_is(SIGNED_ON):
        decision = issue_decision(
            decision=world.late.draft,
            by=world.late.chair,
            signer_name="Nguyễn Hồng Phúc",
            signer_title="Chủ tịch",
            capacity="",
            signed_on=SIGNED_ON,
        )
        with act("tests.money", by=world.cast.system):
            decision.items.update(money=420_000)
            keep_sums(decision)
    return decision


def test_the_accountant_pays_by_clicking(world: World) -> None:
    client = signed_in(world.cast.accountant)
    decision = issued(world)
    path = f"/tien-thuong/{decision.pk}/"
    first, *rest = lines(decision)
    assert rest, "the world's decision pays several"
    with office_day_is(AFTER):
        assert "Pay out prize money to" in text_of(client, "/")
        page = text_of(client, path)
        assert page.count("checked>") == len(rest) + 1
        wrong = client.post(path, {"lines": [first.pk], "paid_on": "31/02/2018"})
        assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"paid_on"})
        nobody = client.post(path, {"paid_on": "28/12/2018"})
        assert set(nobody.context["form"].errors) == {"lines"}
        early = client.post(path, {"lines": [first.pk], "paid_on": "01/01/2018"})
        assert (early.status_code, "paid_on" in early.context["form"].errors) == (409, True)
        client.post(path, {"lines": [first.pk], "paid_on": "28/12/2018"})
        assert PrizePayment.objects.get().item == first
        # The second of two who pay one line learns it; the tick and the day stay.
        both = {"lines": [first.pk, rest[0].pk], "paid_on": "28/12/2018"}
        second = client.post(path, both)
        assert (second.status_code, first.printed_name in second.content.decode()) == (409, True)
        assert PrizePayment.objects.count() == 1
        client.post(path, {"lines": [each.pk for each in rest], "paid_on": "28/12/2018"})
        assert "Everyone is paid." in text_of(client, path)
        assert path not in text_of(client, "/tien-thuong/?left=1")
        back = f"{path}rut/{first.pk}/"
        client.post(back, {"reason": "Ghi nhầm người."})
        assert PrizePayment.objects.count() == len(rest)
        assert "Ghi nhầm người." in text_of(client, path)
        assert client.post(back, {"reason": "Lần nữa."}).status_code == 409
    assert verify().faults == ()


def test_sums_are_those_of_the_lines_after_every_act(world: World) -> None:
    # By a draft nobody is owed anything yet.
    assert not PrizeSums.objects.filter(decision=world.late.draft).exists()
    decision, accountant = issued(world), world.cast.accountant
    first, *rest = lines(decision)

    def kept() -> PrizeSums:
        sums = PrizeSums.objects.get(decision=decision)
        counted = payments.sums_of([decision.pk])[0]
        names = ("payees", "unpaid", "total", "left")
        assert [getattr(sums, name) for name in names] == [getattr(counted, name) for name in names]
        return sums

    before = kept()
    assert (before.payees, before.unpaid) == (len(rest) + 1, len(rest) + 1)
    assert before.total == before.left == sum(each.money or 0 for each in (first, *rest))
    with office_day_is(AFTER):
        pay_prizes(by=accountant, decision=decision, items=[first], paid_on=AFTER)
        assert (kept().unpaid, kept().left) == (len(rest), before.total - (first.money or 0))
        pay_prizes(by=accountant, decision=decision, items=rest, paid_on=AFTER)
        assert (kept().unpaid, kept().left) == (0, 0)
        take_back_payment(by=accountant, item=first, reason="Ghi nhầm người.")
    assert (kept().unpaid, kept().left) == (1, first.money)


def test_who_pays_is_the_accountant_alone(world: World) -> None:
    decision = world.late.issued
    item = lines(decision)[0]
    for part in ("officer", "office_head", "clerk", "inspector", "ward_head", "administrator"):
        user = getattr(world.cast, part)
        with pytest.raises(Refusal) as told, office_day_is(AFTER):
            pay_prizes(by=user, decision=decision, items=[item], paid_on=AFTER)
        assert told.value.reasons[0].code == "not_yours"
        with pytest.raises(Refusal):
            take_back_payment(by=user, item=item, reason="x")
    assert not PrizePayment.objects.exists()


def test_a_draft_has_no_prizes_to_pay(world: World) -> None:
    draft = world.late.draft
    assert signed_in(world.cast.accountant).get(f"/tien-thuong/{draft.pk}/").status_code == 404
    with pytest.raises(Refusal) as told, office_day_is(AFTER):
        pay_prizes(
            by=world.cast.accountant,
            decision=draft,
            items=list(draft.items.filter(money__gt=0)),
            paid_on=AFTER,
        )
    assert told.value.reasons[0].code == "not_in_force"


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_list_to_be_signed(world: World, form: str) -> None:
    client = signed_in(world.cast.accountant)
    answer = client.get(f"/tien-thuong/{world.late.issued.pk}/danh-sach/{form}/")
    assert answer.status_code == 200
    assert f"chi-thuong-{world.late.issued.number}.{form}" in answer["Content-Disposition"]
    assert answer.getvalue().startswith(b"PK" if form == "docx" else b"%PDF")


def test_lists_agree_with_the_policy(world: World) -> None:
    for part in ("accountant", "clerk", "officer", "ward_head", "inspector", "nobody"):
        user = getattr(world.cast, part)
        client = signed_in(user)
        listed = set(re.findall(r'href="(/tien-thuong/\d+/)"', text_of(client, "/tien-thuong/")))
        numbered = set(re.findall(r'href="/quyet-dinh/(\d+)/"', text_of(client, "/so-van-ban/")))
        for decision in Decision.objects.filter(state="issued"):
            allowed = bool(DECISIONS.allows(user, "view", decision))
            path = f"/tien-thuong/{decision.pk}/"
            assert (client.get(path).status_code == 200) is allowed, (part, decision)
            assert (path in listed) is allowed, (part, decision)
            assert (str(decision.pk) in numbered) is allowed, (part, decision)


def test_the_register_says_whether_numbers_are_missing(world: World) -> None:
    page = text_of(signed_in(world.cast.clerk), "/so-van-ban/")
    assert "Waiting for a number" in page
    assert "Numbers run from 01 to 01 without a gap." in page
    empty = text_of(signed_in(world.cast.clerk), "/so-van-ban/?kind=to-trinh&year=2018")
    assert "No paper of this kind has a number yet" in empty


def test_pages_of_prizes_ask_the_same_for_more_lines(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(world.cast.accountant)
    decision, counts = issued(world), []
    paths = (f"/tien-thuong/{decision.pk}/", "/tien-thuong/", "/so-van-ban/")
    with office_day_is(AFTER):
        for item in lines(decision)[:2]:
            pay_prizes(by=world.cast.accountant, decision=decision, items=[item], paid_on=AFTER)
            taken = []
            for path in paths:
                with django_assert_max_num_queries(40) as captured:
                    client.get(path)
                taken.append(len(captured))
            counts.append(taken)
    assert counts[0] == counts[1]


def test_a_long_list_is_paid_by_units(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payments, "SHOWN_WHOLE", 1)
    client, decision = signed_in(world.cast.accountant), issued(world)
    path = f"/tien-thuong/{decision.pk}/"
    with office_day_is(AFTER):
        units = client.get(path).context["shown"].units
        assert [(each.payees, each.unpaid) for each in units] == [(1, 1), (1, 1)]
        one = client.get(path, {"unit": units[0].pk}).context["shown"]
        assert (len(one.lines), one.total) == (1, 420_000)
        client.post(path, {"lines": [units[0].pk], "paid_on": "28/12/2018"})
        assert PrizePayment.objects.get().item == one.lines[0]
        # What is paid already is not paid again; another's unit is no choice.
        again = client.post(path, {"lines": [units[0].pk], "paid_on": "28/12/2018"})
        assert (again.status_code, PrizePayment.objects.count()) == (409, 1)
        wrong = client.post(path, {"lines": [world.cast.school.pk], "paid_on": "28/12/2018"})
        assert wrong.status_code == 422
        assert "1 of 2 are not paid yet." in text_of(client, path)
