"""Two people at one form: the second is told, loses nothing typed, and may send again knowingly."""

import re
from collections.abc import Iterator
from contextvars import copy_context
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.cast import Cast, make_user
from tests.web.addresses import address
from tests.web.dossiers import first
from tests.web.late import SELECTED_ON
from tests.web.test_pages import signed_in
from tests.web.world import World
from thidua.accounts.models import User
from thidua.audit.models import Head
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.dossiers.actions import write_achievement
from thidua.dossiers.queries import items_of
from thidua.dossiers.tests.steps import DAY
from thidua.emulation.models import BlocMember, BlocPost
from thidua.organisations.states import Role
from thidua.scoring.models import ScoreCard
from thidua.workflow import act
from thidua.workflow import seen as seen_module
from thidua.workflow.seen import FIELD, Seen, watched

HIDDEN = re.compile(rf'<input type="hidden" name="{FIELD}" value="([^"]*)">')


@pytest.fixture
def december() -> Iterator[None]:
    """The office stands in December 2018."""
    with office_day_is(DAY):
        yield


def token_of(answer: Any) -> str:
    """What the page's form carries."""
    found = HIDDEN.findall(answer.content.decode())
    assert found, "the form carries no token"
    return str(found[0])


def errors_of(form: Any) -> dict[str, list[str]]:
    return {name: [str(each) for each in errors] for name, errors in form.errors.items()}


def actual_of(card: ScoreCard) -> str:
    """The first item's actual figure."""
    return str(card.results["results"]["1"]["actual"])


def test_results_entered_meanwhile_are_told_and_not_overwritten(world: World) -> None:
    cast, unit = world.cast, world.cast.commune
    path = reverse("scoring:results", args=[world.late.sheet.pk, unit.pk])
    head, office = signed_in(cast.ward_head), signed_in(cast.officer)
    with office_day_is(SELECTED_ON):
        # Neither saw a result: there is none yet.
        own, others = token_of(head.get(path)), token_of(office.get(path))
        assert office.post(path, {"r0_actual": "50", FIELD: others}).status_code == 302
        answer = head.post(path, {"r0_actual": "70", FIELD: own})
        assert answer.status_code == 409
        errors = errors_of(answer.context["form"])
        told = errors["__all__"][0]
        assert "Hoàng Thị Yến entered results, 20/11/2018 at " in told
        assert errors["r0_actual"] == ["Now recorded here: “50”."]
        assert answer.context["form"]["r0_actual"].value() == "70"
        card = ScoreCard.objects.get(sheet=world.late.sheet, unit=unit)
        assert actual_of(card) == "50"
        # Knowing it, she sends again.
        again = head.post(path, {"r0_actual": "70", FIELD: token_of(answer)})
        assert again.status_code == 302
    card.refresh_from_db()
    assert actual_of(card) == "70"


def test_a_wrong_value_does_not_pass_for_having_seen(world: World) -> None:
    path = reverse("scoring:results", args=[world.late.sheet.pk, world.cast.commune.pk])
    head, office = signed_in(world.cast.ward_head), signed_in(world.cast.officer)
    with office_day_is(SELECTED_ON):
        own = token_of(head.get(path))
        office.post(path, {"r0_actual": "50"})
        wrong = head.post(path, {"r0_actual": "abc", FIELD: own})
        assert wrong.status_code == 422
        assert head.post(path, {"r0_actual": "70", FIELD: token_of(wrong)}).status_code == 409


@pytest.mark.usefixtures("december")
def test_an_achievement_written_meanwhile_stands_beside_ones_own(world: World, cast: Cast) -> None:
    nominee = first(world.dossiers.draft)
    page = reverse("dossiers:verdict", args=[nominee.pk])
    path = reverse("dossiers:write_achievement", args=[nominee.pk])
    officer, head = signed_in(cast.ward_officer), signed_in(cast.ward_head)
    own = token_of(officer.get(page))
    assert head.post(path, {"text": "Của trưởng."}).status_code == 302
    answer = officer.post(path, {"text": "Của cán bộ.", FIELD: own})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Now recorded here: “Của trưởng.”." in shown
    assert "Của cán bộ.</textarea>" in shown
    nominee.refresh_from_db()
    assert nominee.achievement == "Của trưởng."


@pytest.mark.usefixtures("december")
def test_another_nominees_achievement_stops_nobody(world: World, cast: Cast) -> None:
    one, other = world.dossiers.draft.nominees.order_by("pk")[:2]
    officer = signed_in(cast.ward_officer)
    own = token_of(officer.get(reverse("dossiers:verdict", args=[one.pk])))
    write_achievement(nominee=other, by=cast.ward_head, text="Khác.")
    path = reverse("dossiers:write_achievement", args=[one.pk])
    assert officer.post(path, {"text": "Mới.", FIELD: own}).status_code == 302


@pytest.mark.usefixtures("december")
def test_ones_own_earlier_save_is_no_clash(world: World, cast: Cast) -> None:
    nominee = first(world.dossiers.draft)
    officer = signed_in(cast.ward_officer)
    own = token_of(officer.get(reverse("dossiers:verdict", args=[nominee.pk])))
    path = reverse("dossiers:write_achievement", args=[nominee.pk])
    for text in ("Lần một.", "Lần hai."):
        assert officer.post(path, {"text": text, FIELD: own}).status_code == 302


@pytest.mark.usefixtures("december")
def test_votes_of_a_deliberation(world: World, cast: Cast) -> None:
    meeting = world.dossiers.meeting
    page = address("dossiers:deliberation", world)
    path = reverse("dossiers:record_votes", args=[meeting.pk])
    items = items_of(meeting)
    votes = {f"{kind}-{item.pk}": "0" for item in items for kind in ("no", "abstain")}
    first_vote, second_vote = ({f"yes-{i.pk}": str(n) for i in items} for n in (1, 0))
    officer, head = signed_in(cast.commune_officer), signed_in(cast.commune_head)
    own = token_of(officer.get(page))
    assert head.post(path, {**votes, **first_vote}).status_code == 302
    answer = officer.post(path, {**votes, **second_vote, FIELD: own})
    assert answer.status_code == 409
    assert "recorded the votes" in answer.content.decode()
    assert all(
        "Now recorded here: “1”." in row["errors"][0] for row in answer.context["votes"].rows()
    )
    again = {**votes, **second_vote, FIELD: token_of(answer)}
    assert officer.post(path, again).status_code == 302


def test_a_bloc_post_reported_meanwhile_is_told(world: World, cast: Cast) -> None:
    member = BlocMember.objects.filter(bloc=world.agreement.bloc).select_related("unit")[0]
    post = BlocPost.objects.get(bloc=world.agreement.bloc, unit=member.unit)
    with act("tests.clear", by=cast.system):
        post.unit, post.reported_on = None, None
        post.save()
    path = reverse("emulation:report_bloc_post", args=[post.pk])
    assert signed_in(cast.officer).post(path, {"unit": member.unit_id}).status_code == 302
    answer = signed_in(cast.office_head).post(path, {"unit": member.unit_id})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert f"The head of {member.unit} holds this post." in told
    assert "reported who leads the bloc" in told


@pytest.mark.parametrize("token", ["", "x", "9" * 40, "-1-", "1-zz", "\0", "999999999999999999-"])
def test_an_odd_token_fails_nowhere(world: World, token: str) -> None:
    path = reverse("scoring:results", args=[world.late.sheet.pk, world.cast.ward.pk])
    with office_day_is(SELECTED_ON):
        answer = signed_in(world.cast.ward_head).post(path, {"r0_actual": "1", FIELD: token})
    assert answer.status_code in {302, 409}


def test_an_act_between_the_check_and_the_lock_is_found(cast: Cast) -> None:
    """The other commits after the form was checked: the act itself finds it before its entry."""
    request = RequestFactory().post("/", {FIELD: f"{Head.objects.get().sequence}-"})
    request.user = cast.officer
    seen = Seen(request, cast.ward)
    with watched(seen):
        rename(cast, "Của mình")
        copy_context().run(by_another, cast)
        with pytest.raises(Refusal, match=str(cast.ward_head.name)):
            rename(cast, "Khác")
    assert seen.has_clash
    cast.ward.refresh_from_db()
    assert cast.ward.name == "Của người khác"


def by_another(cast: Cast) -> None:
    """The other's request has no form of ours; the database connection stays the test's."""
    seen_module._watching.set(None)
    rename(cast, "Của người khác", by=cast.ward_head)


def rename(cast: Cast, name: str, by: User | None = None) -> None:
    """One act on the ward."""
    with act("tests.rename", by=by or cast.officer, subject=cast.ward):
        cast.ward.name = name
        cast.ward.save()


def test_a_client_without_a_form_is_not_asked_what_it_saw(world: World) -> None:
    path = reverse("scoring:results", args=[world.late.sheet.pk, world.cast.ward.pk])
    client: Client = signed_in(world.cast.ward_head)
    with office_day_is(SELECTED_ON):
        assert client.post(path, {"r0_actual": "3"}).status_code == 302


def test_a_move_already_made_says_by_whom_and_keeps_the_words(world: World, cast: Cast) -> None:
    path = address("emulation:return_registration", world)
    reason = {"reason": "Thiếu ghi chức vụ."}
    assert signed_in(cast.officer).post(path, reason).status_code == 302
    answer = signed_in(cast.office_head).post(path, {"reason": "Ghi rõ số quyết định."})
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "Hoàng Thị Yến returned the registration to be corrected, 15/01/2018." in told
    assert "Ghi rõ số quyết định." in told


def second_administrator(cast: Cast) -> User:
    with act("tests.make_user", by=cast.system):
        return make_user("quan-tri-2", "Vũ Thị Hai", cast.home_office, Role.ADMINISTRATOR)


def test_two_administrators_at_one_account(world: World, cast: Cast) -> None:
    """The second is told of the first's password, account and closing, and overwrites nothing."""
    other = second_administrator(cast)
    first_admin, second_admin = signed_in(cast.administrator), signed_in(other)
    path = reverse("organisations:give_password", args=[cast.clerk.pk])
    own = token_of(second_admin.get(path))
    assert first_admin.post(path).status_code == 200
    cast.clerk.refresh_from_db()
    given = cast.clerk.password
    answer = second_admin.post(path, {FIELD: own})
    assert answer.status_code == 409
    assert f"{cast.administrator} changed a password, 15/01/2018 at" in answer.content.decode()
    cast.clerk.refresh_from_db()
    assert cast.clerk.password == given
    # Knowing it, she makes another.
    assert second_admin.post(path, {FIELD: token_of(answer)}).status_code == 200


def test_an_account_opened_meanwhile_is_told_and_the_name_typed_stays(
    world: World, cast: Cast
) -> None:
    other = second_administrator(cast)
    path = address("organisations:open_account", world)
    second_admin = signed_in(other)
    own = token_of(second_admin.get(path))
    assert signed_in(cast.administrator).post(path, {"username": "moi1"}).status_code == 200
    answer = second_admin.post(path, {"username": "moi2", FIELD: own})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert f"{cast.administrator} opened an account" in told
    assert 'value="moi2"' in told
    again = second_admin.post(path, {"username": "moi2", FIELD: token_of(answer)})
    assert (again.status_code, "has an account already" in again.content.decode()) == (409, True)
    assert not User.objects.filter(username="moi2").exists()
