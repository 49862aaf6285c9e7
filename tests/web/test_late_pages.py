"""Pages of scoring, councils and decisions: what they do, what they ask of the database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.cast import Cast
from tests.web.addresses import address
from tests.web.late import SELECTED_ON, LateWorld, call_for
from tests.web.test_pages import queries_of, signed_in
from tests.web.world import World
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.ballots.models import Vote
from thidua.ballots.states import Choice
from thidua.common.clock import office_day_is
from thidua.councils.models import AgendaItem, Council
from thidua.councils.states import VOTING
from thidua.councils.tests.world import GK, LDTT, MEETING_DAY, make_dossier, opened
from thidua.councils.tests.world import World as Councils
from thidua.decisions.tests.world import SIGNED_ON
from thidua.desk.queries import duties_shown
from thidua.emulation.models import Bloc
from thidua.scoring.figures import read_figure
from thidua.scoring.models import ScoreCard, ScoreSheet
from thidua.scoring.tests.sheets import SHEET
from thidua.workflow import act

KB = 1024


def councils_of(late: LateWorld) -> Councils:
    return Councils(late.cast, late.council, late.chair)


def errors_of(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = answer.context["form"].errors
    return found


def test_a_meeting_from_call_to_minutes(world: World) -> None:
    """Call, open, recuse, vote, record the rest, close, print: through the pages alone."""
    cast, late = world.cast, world.late
    councils = councils_of(late)
    member = cast.ward_head
    people = [cast.school_officer.person, member.person]
    make_dossier(councils, cast.town, *((each, LDTT) for each in people), period=cast.year)
    office, own = signed_in(cast.officer), signed_in(member)
    with office_day_is(MEETING_DAY):
        call = {"period": cast.year.code, "held_on": "20/12/2018", "place": "Phòng họp"}
        path = office.post(address("councils:call_meeting", world), call)["Location"]
        meeting = AgendaItem.objects.order_by("-pk")[0].meeting
        assert path == reverse("councils:meeting", args=[meeting.pk])
        roll = {
            "chair": late.chair.person.pk,
            "secretary": cast.officer.person.pk,
            "present": [each.pk for each in councils.members],
        }
        assert office.post(reverse("councils:open", args=[meeting.pk]), roll).status_code == 302
        other = meeting.agenda.get(nominee__person=people[0])
        aside = office.post(
            reverse("councils:recuse", args=[meeting.pk, other.pk]),
            {"person": cast.school_head.person.pk, "reason": "Người thân"},
        )
        assert aside.status_code == 302
        own.post(reverse("councils:vote", args=[meeting.pk, other.pk]), {"choice": "no"})
        assert own.get(path).context["left"] == 0, "one's own award is not voted on"
        record = {
            "rest": "yes",
            "items_1": str(other.item.order),
            "member_1": late.chair.person.pk,
            "choice_1": "abstain",
        }
        assert office.post(
            reverse("councils:record_votes", args=[meeting.pk]), record
        ).status_code == 302  # fmt: skip
        assert office.post(reverse("councils:close", args=[meeting.pk])).status_code == 302
        other.item.refresh_from_db()
        assert (other.item.yes, other.item.no, other.item.abstain, other.item.recused) == (
            2, 1, 1, 1,
        )  # fmt: skip
        assert "2/4 = 50" in office.get(path).content.decode()
        minutes = office.get(reverse("councils:minutes", args=[meeting.pk, "pdf"]))
        assert minutes.content.startswith(b"%PDF")
        assert minutes["Content-Disposition"].startswith("attachment")
    assert verify().faults == ()


def test_exceptions_are_told_beside_their_fields(world: World) -> None:
    client = signed_in(world.cast.officer)
    path = address("councils:record_votes", world)
    member = world.late.chair.person.pk
    before = Entry.objects.count()
    for line, wrong in (
        ({"items_1": "9", "member_1": member, "choice_1": "no"}, "items_1"),
        ({"items_1": "1-", "member_1": member, "choice_1": "no"}, "items_1"),
        ({"items_1": "1", "member_1": member}, "choice_1"),
        ({"items_1": "1", "member_1": 999_999, "choice_1": "no"}, "member_1"),
        ({}, "rest"),
    ):
        answer = client.post(path, line)
        assert answer.status_code == 422
        assert list(errors_of(answer)) == [wrong]
    assert Entry.objects.count() == before


def test_a_vote_is_the_members_own_and_once(world: World) -> None:
    client = signed_in(world.cast.ward_head)
    path = address("councils:vote", world)
    first = client.post(path, {"choice": "yes"}, follow=True).content.decode()
    assert "td-message-success" in first
    again = client.post(path, {"choice": "no"}, follow=True).content.decode()
    assert "td-message-error" in again
    assert world.late.item.item.votes.get().choice == "yes"
    left = client.get(address("councils:meeting", world)).context["left"]
    client.post(address("councils:vote_rest", world), {"choice": "abstain"})
    assert left == 1
    assert client.get(address("councils:meeting", world)).context["left"] == 0
    assert client.post(address("councils:vote_rest", world), {"choice": "no"}).status_code == 409


def test_who_is_left_off_is_told_with_reason(world: World) -> None:
    late = world.late
    holder = late.cast.school_officer.person
    make_dossier(
        councils_of(late), late.cast.town, (holder, "chien_si_thi_dua_tinh"), (holder, GK),
        period=late.cast.school_year,
    )  # fmt: skip
    page = signed_in(world.cast.officer).get(address("councils:call_meeting", world))
    left_off = [each for agenda in page.context["agendas"] for each in agenda["left_off"]]
    assert [each.what for each in left_off] == ["chien_si_thi_dua_tinh"]
    assert left_off[0].why
    assert left_off[0].citation


def test_a_decision_from_draft_to_revocation(world: World) -> None:
    chair = signed_in(world.late.chair)
    here = address("decisions:decision", world)
    with office_day_is(SIGNED_ON):
        assert chair.get(here).context["missing"] == []
        left = chair.post(address("decisions:leave_out", world), {"reason": "Chờ kết luận"})
        assert left.status_code == 302
        draft = chair.get(reverse("decisions:decision_file", args=[world.late.draft.pk, "docx"]))
        assert "du-thao" in draft["Content-Disposition"]
        signature = {"signer_name": "Nguyễn A", "signer_title": "Chủ tịch", "capacity": ""}
        wrong = chair.post(
            address("decisions:issue", world), {**signature, "signed_on": "31/12/2018"}
        )
        assert wrong.status_code == 409
        assert list(errors_of(wrong)) == ["signed_on"]
        assert 'value="Nguyễn A"' in wrong.content.decode()
        chair.post(address("decisions:issue", world), {**signature, "signed_on": "25/12/2018"})
        page = chair.get(here)
        assert page.context["decision"].number
        assert page.context["totals"]["lines"] == 1
        assert "Chờ kết luận" in page.content.decode()
        kept = chair.get(reverse("decisions:decision_file", args=[world.late.draft.pk, "pdf"]))
        assert kept.content.startswith(b"%PDF")
        ground = {"reason": "Điều 78", "revoked_on": "25/12/2018"}
        assert chair.post(address("decisions:revoke", world), ground).status_code == 302
    world.late.issued.refresh_from_db()
    assert world.late.issued.state == "revoked"


def test_files_have_two_forms_and_nothing_else(world: World) -> None:
    client = signed_in(world.cast.officer)
    base = reverse("decisions:decision", args=[world.late.issued.pk])
    for odd in ("exe", "..%2f..%2fsecret.key", "docx%00", "PDF"):
        assert client.get(f"{base}tep/{odd}/").status_code == 404


def test_numbers_as_either_language_writes_them() -> None:
    for language, text, value in (
        ("vi", "4.000", "4000"), ("vi", "97,2", "97.2"), ("vi", "97.2", "97.2"),
        ("vi", "1.234.567,89", "1234567.89"), ("en", "4,000", "4000"), ("en", "97.2", "97.2"),
        ("en", "97,2", "97.2"), ("vi", "0", "0"),
    ):  # fmt: skip
        with override(language):
            assert str(read_figure(text)) in {value, f"{value}.0"}, (language, text)
    for text in ("-1", "1e5", "NaN", "1..2", "9" * 21, "１"):
        assert read_figure(text) is None


def test_results_are_typed_told_and_kept(world: World) -> None:
    client = signed_in(world.cast.officer)
    path = address("scoring:results", world)
    wrong = client.post(path, {"r0_plan": "mười", "r0_actual": "90,5", "r1": "Z"})
    assert wrong.status_code == 422
    assert set(errors_of(wrong)) == {"r0_plan", "r1"}
    assert 'value="mười"' in wrong.content.decode()
    right = client.post(path, {"r0_plan": "100", "r0_actual": "90,5", "r1": "B", "b0": "on"})
    assert right.status_code == 302
    card = ScoreCard.objects.get(sheet=world.late.sheet, unit=world.cast.ward)
    assert card.results["results"] == {"1": {"plan": 100, "actual": 90.5}, "2": "B"}
    assert card.results["bonuses"] == {"creative": 1}


def test_a_selection_is_counted_and_concluded(world: World) -> None:
    client = signed_in(world.cast.officer)
    path = address("scoring:selection", world)
    [unit] = [row.selected.unit for row in client.get(path).context["rows"]]
    typed = {f"yes_{unit.pk}": "3", f"no_{unit.pk}": "0", f"abstain_{unit.pk}": "0"}
    too_many = client.post(path, typed)
    assert too_many.status_code == 409
    assert 'value="3"' in too_many.content.decode()
    assert client.post(path, {**typed, f"yes_{unit.pk}": "2"}).status_code == 302
    assert client.get(path).context["rows"][0].selected.is_selected


def test_a_sheet_is_adopted_from_text_or_file_with_wrong_lines_told(world: World) -> None:
    bloc = Bloc.objects.exclude(pk=world.late.bloc.pk).filter(calendar=world.late.bloc.calendar)[0]
    client = signed_in(world.cast.officer)
    path = reverse("scoring:adopt", args=[bloc.pk, world.cast.year.pk])
    broken = SHEET.replace("max: 5", "max: five")
    answer = client.post(path, {"content": broken})
    assert answer.status_code == 422
    assert ":5" in " ".join(errors_of(answer)["content"])
    assert "max: five" in answer.content.decode(), "what was typed stays"
    binary = SimpleUploadedFile("a.yaml", b"\xff\xfe\0")
    assert list(errors_of(client.post(path, {"file": binary}))) == ["file"]
    whole = SimpleUploadedFile("a.yaml", SHEET.encode())
    assert client.post(path, {"file": whole}).status_code == 302
    assert ScoreSheet.objects.filter(bloc=bloc, period=world.cast.year).exists()


def test_pages_ask_as_much_for_three_rows_as_for_one(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    late, cast = world.late, world.cast
    client = signed_in(cast.officer)
    councils = councils_of(late)
    counts = []
    for unit, people, period in (
        (cast.home_office, 1, cast.school_year),
        (cast.education, 3, cast.school_year),
    ):
        with office_day_is(MEETING_DAY):
            meeting = opened(councils, call_for(councils, unit, people, period, name=f"t{people}"))
        paths = [
            reverse("councils:meeting", args=[meeting.pk]),
            reverse("councils:item", args=[meeting.pk, meeting.agenda.order_by("pk")[0].pk]),
            reverse("councils:meetings"),
            reverse("decisions:decisions"),
            reverse("decisions:submissions"),
            reverse("scoring:sheets"),
        ]
        counts.append([queries_of(client, path, django_assert_max_num_queries) for path in paths])
    assert counts[0] == counts[1], paths
    assert max(counts[0]) <= 25


def test_what_is_left_of_a_vote_in_one_sentence(world: World) -> None:
    """Who has not voted and how many more are needed, with the rule; nothing once all have."""
    item, meeting = world.late.item, world.late.session
    entries = list(meeting.ballot.roll.filter(is_present=True).order_by("pk"))
    voters = [each for each in entries if each.capacity in VOTING]
    client = signed_in(world.cast.officer)
    path = reverse("councils:item", args=[meeting.pk, item.pk])
    words = client.get(path).context["left"]
    assert words.startswith("Not yet voted: ")
    assert all(str(each.person) in words for each in voters)
    assert "the outcome is still open" in words
    assert item.item.citation in client.get(path).content.decode()
    with act("tests.votes", by=world.cast.system):
        for entry in voters[:-1]:
            Vote(item=item.item, entry=entry, choice=Choice.NO).save()
    words = client.get(path).context["left"]
    assert words == (
        f"Not yet voted: {voters[-1].person}. Even all of these votes are not enough: the outcome"
        " no longer changes."
    )
    whole = reverse("councils:meeting", args=[meeting.pk])
    count = meeting.ballot.items.count()
    still = (count - 1) * len(voters) + 1
    words = client.get(whole).content.decode()
    assert f"Voted on: 0 of {count} items." in words
    assert f"votes still to come: {still}." in words
    with act("tests.votes", by=world.cast.system):
        Vote(item=item.item, entry=voters[-1], choice=Choice.NO).save()
    assert client.get(path).context["left"] == ""
    assert client.get(whole).context["votes_left"].votes == still - 1
    with act("tests.votes", by=world.cast.system):
        for other in meeting.ballot.items.exclude(pk=item.item_id):
            for entry in voters:
                Vote(item=other, entry=entry, choice=Choice.YES).save()
    assert "the meeting may be closed" in client.get(whole).content.decode()


def test_an_agenda_of_hundreds_is_paged_and_light(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    late, cast = world.late, world.cast
    councils = councils_of(late)
    with office_day_is(MEETING_DAY):
        meeting = opened(councils, call_for(councils, cast.town, 160, cast.year, name="many"))
    member: Client = signed_in(cast.ward_head)
    path = reverse("councils:meeting", args=[meeting.pk])
    assert queries_of(member, path, django_assert_max_num_queries) <= 25
    page = member.get(path)
    assert len(page.content) < 300 * KB
    assert len(page.context["agenda"].rows) == 50
    assert page.context["agenda"].after == 51
    last = member.get(path, {"from": "111"}).context["agenda"]
    assert (last.first, last.last, last.after, last.before) == (111, 160, 0, 61)
    for odd in ("0", "-1", "9" * 40, "abc", "\u0661"):
        assert member.get(path, {"from": odd}).status_code == 200


@pytest.mark.parametrize("day", [SELECTED_ON, date(2018, 12, 31)])
def test_every_duty_of_these_steps_leads_to_a_page(world: World, cast: Cast, day: date) -> None:
    with office_day_is(day):
        for user in (cast.officer, cast.office_head, world.late.chair, cast.ward_head, cast.clerk):
            client = signed_in(user)
            for each in duties_shown(user, day):
                if each.duty.url_name.split(":")[0] in {"scoring", "councils", "decisions"}:
                    assert client.get(each.url).status_code in {200, 302}, each.duty.title
    assert Council.objects.count() == 1
