"""Pages of deliberations and dossiers: refusals beside fields, rights, fixed queries, size."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, make_person
from tests.web.dossiers import Dossiers, first, make_dossiers
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.common.clock import office_day_is
from thidua.dossiers.actions import Candidate, receive_dossier, return_for_completion
from thidua.dossiers.models import DossierPaper
from thidua.dossiers.queries import items_of
from thidua.dossiers.states import DossierState
from thidua.dossiers.tests.steps import DAY, LDTT, received, submitted
from thidua.eligibility.tests.records import person_of
from thidua.workflow import act

KB = 1024


@pytest.fixture
def dossiers(cast: Cast) -> Dossiers:
    """Dossiers in several states."""
    return make_dossiers(cast)


def signed_in(user: User) -> Client:
    """A client that reads English."""
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def at(name: str, *arguments: object) -> str:
    return reverse(f"dossiers:{name}", args=arguments)


def test_an_impossible_count_is_told_in_its_row_and_nothing_is_saved(
    cast: Cast, dossiers: Dossiers
) -> None:
    meeting = dossiers.meeting
    items = items_of(meeting)
    votes = {f"{kind}-{item.pk}": "0" for item in items for kind in ("yes", "no", "abstain")}
    client, before = signed_in(cast.commune_officer), Entry.objects.count()
    path = at("record_votes", meeting.pk)
    answer = client.post(path, {**votes, f"yes-{items[0].pk}": "99"})
    assert answer.status_code == 409
    assert set(answer.context["votes"].row_errors) == {items[0].pk}
    for wrong in ("-1", "abc", "", "9" * 40):
        answer = client.post(path, {**votes, f"yes-{items[1].pk}": wrong})
        assert answer.status_code == 422
        rows = answer.context["votes"].rows()
        assert [bool(row["errors"]) for row in rows] == [False, True]
    assert Entry.objects.count() == before


def test_a_meeting_that_cannot_be_is_refused_beside_its_fields(cast: Cast) -> None:
    client, before = signed_in(cast.ward_officer), Entry.objects.count()
    path = at("deliberation", cast.ward.code, "2018")
    hung, lan = person_of(cast, "hung"), person_of(cast, "lan")
    given = {
        "held_on": "20/11/2018",
        "chair": f"p{hung.pk}",
        "secretary": f"p{lan.pk}",
        "entitled": "20",
        "present": "18",
        "holder_1": f"p{lan.pk}",
        "what_1": LDTT,
    }
    other = person_of(cast, "mai")
    wrong: list[tuple[dict[str, str], int, str]] = [
        ({"held_on": "31/02/2018"}, 422, "held_on"),
        ({"held_on": "20/11/2019"}, 409, "held_on"),
        ({"secretary": f"p{hung.pk}"}, 409, "secretary"),
        ({"chair": f"p{other.pk}"}, 422, "chair"),
        ({"present": "21"}, 422, "present"),
        ({"what_1": "no_such_title"}, 422, "what_1"),
        ({"what_1": ""}, 422, "what_1"),
        ({"holder_1": f"p{other.pk}"}, 422, "holder_1"),
        ({"holder_1": "", "what_1": ""}, 409, "candidates"),
        ({"holder_2": f"p{lan.pk}", "what_2": LDTT}, 409, "candidates"),
    ]
    with office_day_is(DAY):
        for change, status, field in wrong:
            answer = client.post(path, {**given, **change})
            assert answer.status_code == status, change
            assert field in answer.context["form"].errors, change
    assert Entry.objects.count() == before


def test_what_may_not_be_seen_is_not_found_and_what_may_not_be_done_is_told(
    cast: Cast, dossiers: Dossiers
) -> None:
    draft, judged = dossiers.draft, dossiers.received
    for user in (cast.officer, cast.commune_officer, cast.sector, cast.nobody):
        for name in ("dossier", "submit", "return", "appraise_rest"):
            assert signed_in(user).get(at(name, draft.pk)).status_code == 404
        assert signed_in(user).get(at("verdict", first(draft).pk)).status_code == 404
        meeting = at("deliberation", dossiers.meeting.unit.code, "2018")
        expected = 200 if user == cast.commune_officer else 404
        assert signed_in(user).get(meeting).status_code == expected
    before = Entry.objects.count()
    school = signed_in(cast.school_officer)
    assert school.post(at("appraise_rest", judged.pk)).status_code == 403
    assert school.post(at("verdict", first(judged).pk), {"appraisal": "propose"}).status_code == 403
    assert signed_in(cast.officer).post(at("submit", judged.pk)).status_code == 403
    assert Entry.objects.count() == before


def test_a_return_needs_a_reason_and_shows_it_to_the_unit(cast: Cast, dossiers: Dossiers) -> None:
    office, path = signed_in(cast.officer), at("return", dossiers.received.pk)
    assert office.post(path, {"reason": " "}).status_code == 422
    office.post(path, {"reason": "Thiếu tờ trình.", "citation": "Điều 53"})
    page = signed_in(cast.school_officer).get(at("dossier", dossiers.received.pk))
    assert page.context["dossier"].state == DossierState.RETURNED
    assert "Thiếu tờ trình." in page.content.decode()
    assert "Điều 53" in page.content.decode()


def test_what_is_missing_is_told_in_words(cast: Cast, dossiers: Dossiers) -> None:
    pages = (
        (cast.officer, at("dossier", dossiers.received.pk)),
        (cast.commune_officer, at("conclude_deliberation", dossiers.meeting.pk)),
    )
    for user, path in pages:
        html = signed_in(user).get(path).content.decode()
        assert "(Lao động tiên tiến)" in html
        assert "lao_dong_tien_tien" not in html


def test_acts_out_of_order_change_nothing(cast: Cast, dossiers: Dossiers) -> None:
    return_for_completion(by=cast.officer, dossier=dossiers.received, reason="Sửa.")
    office, before = signed_in(cast.officer), Entry.objects.count()
    for name in ("receive", "conclude_appraisal", "appraise_rest", "judge_again"):
        path = at(name, dossiers.received.pk)
        assert "Go back to see what was done meanwhile." in office.get(path).content.decode()
        assert office.post(path).status_code == 409, name
    answer = office.post(at("verdict", first(dossiers.received).pk), {"appraisal": "propose"})
    assert answer.status_code == 409
    assert Entry.objects.count() == before


def test_rejecting_without_a_reason_is_told_beside_it(cast: Cast, dossiers: Dossiers) -> None:
    nominee = first(dossiers.received)
    answer = signed_in(cast.officer).post(at("verdict", nominee.pk), {"appraisal": "reject"})
    assert answer.status_code == 409
    assert list(answer.context["appraisal"].errors) == ["reason"]


def test_a_paper_about_another_dossiers_nominee_is_refused(cast: Cast, dossiers: Dossiers) -> None:
    other = first(dossiers.received)
    count = DossierPaper.objects.count()
    answer = signed_in(cast.ward_officer).post(
        at("note_paper", dossiers.draft.pk), {"kind": "khac", "title": "X", "nominee": other.pk}
    )
    assert answer.status_code == 422
    assert list(answer.context["paper"].errors) == ["nominee"]
    assert DossierPaper.objects.count() == count


def test_pages_ask_as_much_for_many_nominees_as_for_three(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    """And forty verdicts with their reasons stay under 300 KB, without a script or a code."""
    with office_day_is(DAY):
        small = received(cast)
        with act("tests.add", by=cast.system):
            people = [make_person(f"n-{n}", f"Lê Văn {n}", cast.commune) for n in range(40)]
        sent = submitted(
            cast,
            by=cast.commune_officer,
            unit=cast.commune,
            chair=person_of(cast, "nam"),
            secretary=person_of(cast, "mai"),
            candidates=[Candidate(each, LDTT) for each in people],
        )
        large = receive_dossier(by=cast.officer, dossier=sent)
        client = signed_in(cast.officer)
        counts = []
        for dossier in (small, large):
            with django_assert_max_num_queries(60) as captured:
                page = client.get(at("dossier", dossier.pk))
            counts.append(len(captured))
        html = page.content.decode()
    assert counts[0] == counts[1]
    # The history below folds too where it is long.
    record = html.partition("<main")[2].partition('id="history"')[0]
    assert record.count("<details") == 40
    assert len(html.encode()) < 300 * KB
    assert "style=" not in html
    assert "completion.2018" not in html
    assert "the performance rating of 2018" in html
