"""A bloc's page: who sees what of it, whom to urge, and how much it asks of the database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, make_unit
from thidua.accounts.models import User
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.desk.blocs import agreements_of, bloc_of, blocs_seen, members_of, reminder, reviews_of
from thidua.desk.papers import paper_seen
from thidua.documents.models import OnPaper
from thidua.documents.tests.scans import PDF_BYTES, on_paper
from thidua.emulation.actions import hold_review, open_agreement
from thidua.emulation.models import Agreement, Bloc, BlocMember, EmulationYear, Review
from thidua.emulation.policies import AGREEMENTS, BLOCS, REVIEWS
from thidua.emulation.tests.opened import COMMUNES, PARTY, opened_year, person_of, sent
from thidua.organisations.states import UnitKind
from thidua.workflow import act

TODAY = date(2018, 2, 5)


@pytest.fixture
def year(cast: Cast) -> EmulationYear:
    """The cast's year: the ward has sent its list, the commune has not."""
    year = opened_year(cast)
    sent(cast, year)
    return year


@pytest.fixture
def bloc(year: EmulationYear) -> Bloc:
    """The bloc of communes: the ward heads it, the commune is its deputy."""
    return Bloc.objects.get(emulation_year=year, name=COMMUNES)


def held(cast: Cast, bloc: Bloc, **more: Any) -> Review:
    """A final review of 2017."""
    given = {
        "bloc": bloc,
        "period": cast.past,
        "kind": "tong_ket",
        "held_on": date(2018, 1, 12),
        "summary": "Đã tổng kết.",
        "place": " Hội trường  UBND ",
        "present": 2,
        "by": cast.ward_head,
        **more,
    }
    return hold_review(**given)


def signed_in(user: User) -> Client:
    """A client of the user's."""
    client = Client()
    client.force_login(user)
    return client


def test_lists_agree_with_policies(cast: Cast, bloc: Bloc) -> None:
    agreement = open_agreement(bloc=bloc, period=cast.year, text="Thi đua.", by=cast.ward_head)
    review = held(cast, bloc)
    for user in User.objects.all():
        for each in Bloc.objects.all():
            sees = bool(BLOCS.allows(user, "view", each))
            assert (each in blocs_seen(user)) == sees
            assert (bloc_of(user, each.pk) is not None) == sees
        assert (agreement in agreements_of(user)) == bool(
            AGREEMENTS.allows(user, "view", agreement)
        )
        found = review in [each.review for each in reviews_of(user, bloc)]
        assert found == bool(REVIEWS.allows(user, "view", review))


def test_a_unit_sees_its_own_line_and_a_head_whom_to_urge(cast: Cast, bloc: Bloc) -> None:
    lines = {
        name: [line.unit for line in shown.lines]
        for name in ("ward_officer", "ward_head", "officer", "commune_officer")
        if (shown := members_of(getattr(cast, name), bloc, "2018", TODAY))
    }
    everyone = [cast.ward, cast.commune]
    assert lines == {
        "ward_officer": [cast.ward],
        "ward_head": everyone,
        "officer": everyone,
        "commune_officer": [cast.commune],
    }
    shown = members_of(cast.ward_head, bloc, "2018", TODAY)
    assert shown is not None
    text = reminder(bloc, shown, TODAY)
    assert "Xã Lê Lợi" in text
    assert text.startswith("Kính gửi các đơn vị thuộc Khối")
    [registered, *_rest] = [line for line in text.splitlines() if line.startswith("1. ")]
    assert registered == "1. Xã Lê Lợi", "the ward has registered"
    assert "31/01/2018" in text


def test_pages_ask_as_much_for_many_members_as_for_few(
    cast: Cast, bloc: Bloc, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    open_agreement(bloc=bloc, period=cast.year, text="Thi đua.", by=cast.ward_head)
    held(cast, bloc)
    client = signed_in(cast.officer)
    paths = ("/khoi/", f"/khoi/{bloc.pk}/", "/giao-uoc/")

    def counted() -> list[int]:
        found = []
        for path in paths:
            with django_assert_max_num_queries(80) as captured:
                assert client.get(path).status_code == 200
            found.append(len(captured))
        return found

    few = counted()
    with act("tests.more", by=cast.system):
        for number in range(3):
            unit = make_unit(f"xa-{number}", f"Xã {number}", UnitKind.COMMUNE, cast.town)
            BlocMember(bloc=bloc, unit=unit).save()
    held(cast, bloc, period=cast.year, kind="so_ket")
    assert counted() == few


def test_pages_by_clicking(cast: Cast, bloc: Bloc) -> None:
    client = signed_in(cast.ward_head)
    page = client.get(f"/khoi/{bloc.pk}/").content.decode()
    path = reverse("emulation:open_agreement", args=[bloc.pk])
    assert path in page
    told = client.post(path, {"period": "2018", "text": " "})
    assert told.status_code == 422
    assert client.post(path, {"period": "1999", "text": "x"}).status_code == 422
    done = client.post(path, {"period": "2018", "text": "Hoàn thành 100% chỉ tiêu."})
    assert done.status_code == 302
    agreement = Agreement.objects.get()
    officer = signed_in(cast.ward_officer)
    sign = reverse("emulation:sign_agreement", args=[agreement.pk, cast.ward.pk])
    assert officer.post(sign, {}).status_code == 422
    head = person_of(cast.ward_head)
    given = {"paper_doer": head.pk, "paper_done_on": "15/01/2018"}
    assert officer.post(sign, {**given, "paper_scan": _file(b"<html>")}).status_code == 422
    assert officer.post(sign, {**given, "paper_scan": _file(PDF_BYTES)}).status_code == 302
    assert agreement.signatures.get().signer == head
    shown = officer.get(reverse("emulation:agreement", args=[agreement.pk])).content.decode()
    row = OnPaper.objects.get()
    assert f"/ban-giay/{row.pk}/" in shown
    assert officer.get(f"/ban-giay/{row.pk}/").content == PDF_BYTES
    assert signed_in(cast.school_head).get(f"/ban-giay/{row.pk}/").status_code == 404
    assert verify().faults == ()


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("quet.pdf", content)


def test_a_meeting_with_its_minutes(cast: Cast, bloc: Bloc) -> None:
    client = signed_in(cast.ward_head)
    path = reverse("emulation:hold_review", args=[bloc.pk])
    given = {"kind": "tong_ket", "period": "2017", "held_on": "12/01/2018", "place": "Hội trường"}
    assert client.post(path, {**given, "present": "9"}).status_code == 409
    assert client.post(path, {**given, "held_on": "16/01/2018"}).status_code == 409
    minutes = {
        "paper_doer": person_of(cast.ward_head).pk,
        "paper_done_on": "12/01/2018",
        "paper_scan": _file(PDF_BYTES),
    }
    assert client.post(path, {**given, "present": "2", **minutes}).status_code == 302
    assert client.post(path, {**given, "present": "2"}).status_code == 409
    review = Review.objects.get()
    row = OnPaper.objects.get(subject_model="emulation.review", subject_key=review.pk)
    for user in User.objects.all():
        sees = bool(REVIEWS.allows(user, "view", review))
        assert (paper_seen(user, row.pk) is not None) == sees
    shown = signed_in(cast.commune_officer).get(f"/khoi/{bloc.pk}/").content.decode()
    assert f"/ban-giay/{row.pk}/" in shown
    assert verify().faults == ()


def test_minutes_get_round_no_policy(cast: Cast, bloc: Bloc) -> None:
    done = on_paper(person_of(cast.ward_head), date(2018, 1, 12))
    with office_day_is(TODAY):
        # The officer of the head's unit enters signed minutes, and records nothing without them.
        for user, paper in (
            (cast.ward_officer, None),
            (cast.school_head, done),
            (cast.inspector, done),
            (cast.nobody, done),
        ):
            with pytest.raises(Refusal) as told:
                held(cast, bloc, by=user, on_paper=paper)
            assert told.value.reasons[0].code == "not_yours"
        stranger = on_paper(person_of(cast.school_head), date(2018, 1, 12))
        early = on_paper(person_of(cast.ward_head), date(2018, 1, 11))
        for paper, code in ((stranger, "not_the_doer"), (early, "too_early")):
            with pytest.raises(Refusal) as told:
                held(cast, bloc, by=cast.ward_officer, on_paper=paper)
            assert told.value.reasons[0].code == code
        assert not Review.objects.exists()
        assert held(cast, bloc, by=cast.ward_officer, on_paper=done).place == "Hội trường UBND"


def test_an_open_post_is_told_with_its_day(cast: Cast, year: EmulationYear) -> None:
    party = Bloc.objects.get(emulation_year=year, name=PARTY)
    page = signed_in(cast.officer).get(f"/khoi/{party.pk}/").content.decode()
    assert page.count("/khoi/chuc-danh/") >= 2
    assert "31/01/2018" in page
    agreement = Agreement.objects.filter(bloc=party)
    assert not agreement.exists()
    with pytest.raises(Refusal):
        open_agreement(bloc=party, period=cast.year, text="x", by=cast.officer)
