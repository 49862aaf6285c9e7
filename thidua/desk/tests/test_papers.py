"""What was entered from paper: its list, what lacks a scan, and the scan that comes later."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, make_person
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.queries import history_of
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.desk.actions import DATED, add_scan
from thidua.desk.papers import ON_PAPER, SUBJECTS, duties_of, listed, paper_seen, papers_seen
from thidua.desk.papers import subject_of as about
from thidua.documents.models import OnPaper, StoredFile
from thidua.documents.tests.scans import PDF_BYTES, on_paper, scan
from thidua.dossiers.actions import endorse_dossier, return_for_completion, submit_dossier
from thidua.dossiers.tests.steps import DAY, code_of, complete, drafted, school_meeting, submitted
from thidua.emulation.actions import (
    hold_review,
    open_agreement,
    open_year,
    report_bloc_post,
    return_registration,
    send_registration,
    sign_agreement,
)
from thidua.emulation.models import Agreement, Bloc, BlocPost, EmulationYear, Registration
from thidua.emulation.tests.opened import (
    COMMUNES,
    PARTY,
    confirmed_plan,
    opened_year,
    person_of,
)
from thidua.emulation.tests.opened import drafted as drafted_list
from thidua.workflow import act

IN_TIME, TYPED, LATER = date(2018, 1, 25), date(2018, 2, 5), date(2018, 2, 9)


@pytest.fixture
def year(cast: Cast) -> EmulationYear:
    """The cast's year."""
    return opened_year(cast)


@pytest.fixture
def sent(cast: Cast, year: EmulationYear) -> Registration:
    """The ward's list, signed in time, typed late, its scan not there."""
    draft = drafted_list(cast, year)
    with office_day_is(TYPED):
        signed = on_paper(person_of(cast.ward_head), IN_TIME, is_scanned=False)
        return send_registration(registration=draft, by=cast.ward_officer, on_paper=signed)


def signed_in(user: User) -> Client:
    """A client of the user's."""
    client = Client()
    client.force_login(user)
    return client


def test_with_its_scan_the_day_on_the_paper_counts(cast: Cast, sent: Registration) -> None:
    paper = OnPaper.objects.get()
    assert (sent.sent_on, sent.days_late) == (TYPED, 5)
    with office_day_is(LATER):
        for user in (cast.commune_officer, cast.sector, cast.inspector, cast.nobody):
            assert code_of(add_scan, paper=paper, by=user, scan=scan()) == "not_yours"
        assert StoredFile.objects.count() == 0
        add_scan(paper=paper, by=cast.ward_officer, scan=scan("danh-sach.pdf"))
        assert code_of(add_scan, paper=paper, by=cast.officer, scan=scan()) == "scanned_already"
    sent.refresh_from_db()
    assert (sent.sent_on, sent.days_late) == (IN_TIME, 0)
    line = history_of(sent)[0]
    assert line.on_paper is not None
    assert (line.on, line.on_paper.on, line.on_paper.scan) == (LATER, IN_TIME, paper.pk)
    assert Entry.objects.get(action="desk.add_scan").values.said["day_counts"] is True
    assert verify().faults == ()


def test_a_day_that_another_act_set_stays(cast: Cast, sent: Registration) -> None:
    """The first sending counts: the paper of a second moves no day."""
    first = OnPaper.objects.get()
    with office_day_is(LATER):
        return_registration(registration=sent, reason="Ghi rõ.", by=cast.officer)
        again = on_paper(person_of(cast.ward_head), date(2018, 2, 8), is_scanned=False)
        send_registration(registration=sent, by=cast.ward_officer, on_paper=again)
        second = OnPaper.objects.exclude(pk=first.pk).get()
        add_scan(paper=second, by=cast.ward_officer, scan=scan())
        sent.refresh_from_db()
        assert (sent.sent_on, sent.days_late) == (TYPED, 5)
        add_scan(paper=first, by=cast.officer, scan=scan())
    sent.refresh_from_db()
    assert (sent.sent_on, sent.days_late) == (IN_TIME, 0)
    assert verify().faults == ()


def test_an_agreement_is_signed_on_the_last_of_its_days(cast: Cast, year: EmulationYear) -> None:
    bloc = Bloc.objects.get(emulation_year=year, name=COMMUNES)
    agreement = open_agreement(bloc=bloc, period=cast.year, text="Thi đua.", by=cast.ward_head)
    with office_day_is(TYPED):
        for unit, officer, head, day in (
            (cast.ward, cast.ward_officer, cast.ward_head, IN_TIME),
            (cast.commune, cast.commune_officer, cast.commune_head, date(2018, 1, 15)),
        ):
            done = on_paper(person_of(head), day, is_scanned=False)
            sign_agreement(agreement=agreement, unit=unit, by=officer, on_paper=done)
    assert Agreement.objects.get().signed_on == TYPED
    with office_day_is(LATER):
        for paper in OnPaper.objects.all():
            add_scan(paper=paper, by=cast.officer, scan=scan())
    assert Agreement.objects.get().signed_on == IN_TIME
    days = dict(agreement.signatures.values_list("unit__code", "signed_on"))
    assert days == {"phuong-sao-do": IN_TIME, "xa-le-loi": date(2018, 1, 15)}
    assert verify().faults == ()


def test_a_report_and_minutes_get_their_scan_too(cast: Cast) -> None:
    members = {PARTY: [(cast.ward, ""), (cast.commune, "")]}
    plan = confirmed_plan(cast)
    open_year(plan=plan, by=cast.officer, members=members, deadline_day_counts=False)
    post = BlocPost.objects.get(bloc__name=PARTY, post="head")
    head = person_of(cast.ward_head)
    with office_day_is(TYPED):
        told = on_paper(head, date(2018, 1, 30), is_scanned=False)
        report_bloc_post(post=post, unit=cast.ward, by=cast.ward_officer, on_paper=told)
        review = hold_review(
            bloc=post.bloc,
            period=cast.past,
            kind="tong_ket",
            held_on=date(2018, 1, 12),
            summary="Đã tổng kết.",
            by=cast.officer,
            on_paper=on_paper(head, IN_TIME, is_scanned=False),
        )
        late = BlocPost.objects.get(pk=post.pk)
        assert (late.reported_on, (late.days_late or 0) > 0) == (TYPED, True)
        for paper in OnPaper.objects.all():
            add_scan(paper=paper, by=cast.officer, scan=scan())
    post.refresh_from_db()
    assert (post.reported_on, post.days_late) == (date(2018, 1, 30), 0)
    review.refresh_from_db()
    assert review.held_on == date(2018, 1, 12)
    assert verify().faults == ()


def test_a_dossiers_days_are_those_of_its_papers(cast: Cast) -> None:
    with act("tests.leader", by=cast.system):
        leader = make_person("p-dao", "Vũ Thị Đào", cast.education, is_leader=True)
    with office_day_is(DAY):
        dossier = submitted(cast, **school_meeting(cast))
        ward = complete(drafted(cast), cast.ward_officer)
    with office_day_is(date(2018, 12, 14)):
        done = on_paper(leader, date(2018, 12, 12), is_scanned=False)
        endorse_dossier(by=cast.sector, dossier=dossier, on_paper=done)
        assert dossier.endorsed_on == date(2018, 12, 14)
        add_scan(paper=OnPaper.objects.get(), by=cast.sector, scan=scan())
    dossier.refresh_from_db()
    assert dossier.endorsed_on == date(2018, 12, 12)
    with office_day_is(date(2018, 12, 14)):
        letter = on_paper(person_of(cast.ward_head), date(2018, 12, 3), is_scanned=False)
        submit_dossier(by=cast.ward_officer, dossier=ward, on_paper=letter)
        paper = OnPaper.objects.get(action="dossiers.dossier.submit")
        add_scan(paper=paper, by=cast.ward_officer, scan=scan())
    ward.refresh_from_db()
    assert ward.submitted_on == date(2018, 12, 3)
    assert verify().faults == ()


def test_an_answer_to_a_return_is_dated_with_it(cast: Cast) -> None:
    with office_day_is(DAY):
        ward = complete(drafted(cast), cast.ward_officer)
        submit_dossier(by=cast.ward_officer, dossier=ward)
        told = return_for_completion(by=cast.officer, dossier=ward, reason="Thiếu bản sao.")
    with office_day_is(date(2018, 12, 14)):
        letter = on_paper(person_of(cast.ward_head), date(2018, 12, 12), is_scanned=False)
        submit_dossier(by=cast.ward_officer, dossier=ward, on_paper=letter)
        add_scan(paper=OnPaper.objects.get(), by=cast.ward_officer, scan=scan())
    told.refresh_from_db()
    ward.refresh_from_db()
    assert (told.answered_on, ward.submitted_on) == (date(2018, 12, 12), date(2018, 12, 12))


def test_the_list_agrees_with_the_policy_and_with_what_papers_are_about(
    cast: Cast, sent: Registration
) -> None:
    assert {name.rpartition(".")[0] for name in DATED} <= {
        *(each.policy.model._meta.label_lower for each in SUBJECTS),
        "emulation",
    }
    paper = OnPaper.objects.get()
    assert about(paper) == sent
    for user in User.objects.all():
        sees = bool(ON_PAPER.allows(user, "view", paper))
        assert sees == (paper in papers_seen(user)) == (paper_seen(user, paper.pk) is not None)
        assert (paper in listed(user)) == bool(ON_PAPER.allows(user, "list", paper))
    lists = {user.username for user in User.objects.all() if paper in listed(user)}
    assert lists == {"lan", "hung", "yen", "duc", "son"}
    # What is missing is asked of whoever entered it and of the unit, not of the whole office.
    asked = {user.username for user in User.objects.all() if duties_of(user, TYPED)}
    assert asked == {"lan", "hung"}


def test_what_is_missing_is_found_and_added_by_clicking(cast: Cast, sent: Registration) -> None:
    paper = OnPaper.objects.get()
    lacking = f"{reverse('desk:papers')}?thieu=1&don-vi={cast.ward.pk}"
    add = reverse("desk:add_scan", args=[paper.pk])
    client, inspector = signed_in(cast.ward_officer), signed_in(cast.inspector)
    assert add in client.get(lacking).content.decode()
    seen = inspector.get(lacking).content.decode()
    assert reverse("emulation:registration", args=[sent.pk]) in seen
    assert add not in seen
    assert inspector.get(add).status_code == 403
    assert signed_in(cast.commune_officer).get(add).status_code == 404
    with office_day_is(LATER):
        assert client.post(add).status_code == 422
        wrong = SimpleUploadedFile("quet.pdf", b"<html>")
        assert client.post(add, {"scan": wrong}).status_code == 422
        given = {"scan": SimpleUploadedFile("quet.pdf", PDF_BYTES)}
        done = client.post(f"{add}?ve=//xau.example/", given)
        assert done["Location"] == reverse("emulation:registration", args=[sent.pk])
        again = {"scan": SimpleUploadedFile("quet.pdf", PDF_BYTES)}
        assert client.post(add, again).status_code == 409
    assert add not in client.get(lacking).content.decode()
    for odd in ("?sau=abc", "?truoc=" + "9" * 300, "?don-vi=x&thieu=2"):
        assert client.get(reverse("desk:papers") + odd).status_code in {200, 400, 404, 409}
    assert signed_in(cast.nobody).get(reverse("desk:papers")).status_code == 403


def test_the_list_turns_newest_first_and_costs_the_same(cast: Cast, sent: Registration) -> None:
    first = OnPaper.objects.get()

    def more(count: int) -> None:
        with act("tests.papers", by=cast.officer):
            for _number in range(count):
                OnPaper(
                    action=first.action,
                    subject_model=first.subject_model,
                    subject_key=first.subject_key,
                    unit=cast.ward,
                    doer_name="Trần Văn Hùng",
                    done_on=IN_TIME,
                    entered_on=TYPED,
                    entered_by=cast.officer,
                ).save()

    office = signed_in(cast.officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert office.get(reverse("desk:papers")).status_code == 200
        return len(asked)

    few = cost()
    more(3)
    assert cost() == few
    more(60)
    page = office.get(reverse("desk:papers")).context["page"]
    keys = [row.pk for row in page.rows]
    assert keys == sorted(keys, reverse=True)
    following = office.get(reverse("desk:papers"), {"sau": page.after}).context["page"]
    rest = [row.pk for row in following.rows]
    assert max(rest) < min(keys)
    assert rest[-1] == first.pk
    back = office.get(reverse("desk:papers"), {"truoc": following.before}).context["page"]
    assert [row.pk for row in back.rows] == keys
