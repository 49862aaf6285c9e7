"""The standing office enters a unit's meeting and dossier: its pages, first to last."""

from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, make_unit
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.common.clock import office_day_is
from thidua.documents.models import OnPaper
from thidua.documents.tests.scans import PDF_BYTES
from thidua.dossiers.actions import write_achievement
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.queries import items_of
from thidua.dossiers.states import DeliberationState, DossierState
from thidua.dossiers.tests.steps import DAY, LDTT
from thidua.eligibility.tests.records import person_of
from thidua.organisations.states import UnitKind
from thidua.workflow import act


def signed_in(user: User) -> Client:
    """A client that reads English."""
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def at(name: str, *arguments: object) -> str:
    return reverse(f"dossiers:{name}", args=arguments)


def scanned(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF_BYTES)


def test_from_the_scanned_minutes_to_the_submitted_dossier(cast: Cast) -> None:
    office, ward = signed_in(cast.officer), signed_in(cast.ward_officer)
    hung, lan = person_of(cast, "hung"), person_of(cast, "lan")
    with office_day_is(DAY):
        units = office.get(at("enter_for"), {"ky": "2018", "q": "sao do"})
        meets = at("deliberation", cast.ward.code, "2018")
        assert meets in units.content.decode()
        given = {
            "held_on": "20/11/2018",
            "chair": f"p{hung.pk}",
            "secretary": f"p{lan.pk}",
            "entitled": "20",
            "present": "18",
            "holder_1": f"p{lan.pk}",
            "what_1": LDTT,
        }
        before = Entry.objects.count()
        bare = office.post(meets, given)
        assert (bare.status_code, set(bare.context["form"].errors)) == (422, {"minutes"})
        assert Entry.objects.count() == before
        assert office.post(meets, {**given, "minutes": scanned("bien-ban.pdf")}).status_code == 302

        row = Deliberation.objects.get()
        [item] = items_of(row)
        told = ward.get(meets).content.decode()
        assert f"{cast.officer.name} of the standing office entered this" in told
        votes = {f"yes-{item.pk}": "18", f"no-{item.pk}": "0", f"abstain-{item.pk}": "0"}
        assert office.post(at("record_votes", row.pk), votes).status_code == 302
        assert office.post(at("conclude_deliberation", row.pk)).status_code == 302
        row.refresh_from_db()
        assert row.state == DeliberationState.CONCLUDED

        letter = {
            "authority": str(cast.town.pk),
            "number": "12/TTr-UBND",
            "paper_doer": str(hung.pk),
            "paper_done_on": "03/12/2018",
        }
        bare = office.post(at("draw_up", row.pk), letter)
        assert (bare.status_code, set(bare.context["form"].errors)) == (422, {"paper_scan"})
        with_scan = {**letter, "paper_scan": scanned("to-trinh.pdf")}
        assert office.post(at("draw_up", row.pk), with_scan).status_code == 302
        dossier = Dossier.objects.get()
        for nominee in dossier.nominees.all():
            write_achievement(by=cast.officer, nominee=nominee, text="Hoàn thành tốt nhiệm vụ.")
        paper = {"kind": "dang_ky_thi_dua", "title": "", "number": "", "nominee": ""}
        assert office.post(at("note_paper", dossier.pk), paper).status_code == 302

        asked = office.get(at("submit", dossier.pk)).context["form"]
        assert asked.initial == {"paper_doer": hung.pk, "paper_done_on": DAY.replace(day=3)}
        signed = {"paper_doer": str(hung.pk), "paper_done_on": "03/12/2018"}
        assert office.post(at("submit", dossier.pk), signed).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.state, dossier.submitted_on) == (DossierState.SUBMITTED, DAY.replace(day=3))
    assert OnPaper.objects.filter(on_behalf=True, scan__isnull=False).count() == 3
    assert (
        "of the standing office entered this"
        in ward.get(at("dossier", dossier.pk)).content.decode()
    )


def test_the_list_costs_the_same_for_one_unit_and_for_many(cast: Cast) -> None:
    office = signed_in(cast.officer)

    def cost() -> int:
        with office_day_is(DAY), CaptureQueriesContext(connection) as asked:
            assert office.get(at("enter_for"), {"ky": "2018"}).status_code == 200
        return len(asked)

    first = cost()
    with act("tests.units", by=cast.system):
        for number in range(3):
            make_unit(f"xa-{number}", f"Xã số {number}", UnitKind.COMMUNE, cast.town)
    assert cost() == first


def test_who_may_not_enter_is_told_and_odd_filters_find_nothing(cast: Cast) -> None:
    told = signed_in(cast.ward_officer).get(at("enter_for"))
    assert told.status_code == 403
    office = signed_in(cast.officer)
    for query in ({"ky": "x"}, {"q": "\x00%"}, {"ky": "2018", "q": "khong co"}):
        assert office.get(at("enter_for"), query).status_code == 200
    assert office.get(at("enter_for"), {"after": "xyz"}).status_code in {400, 404, 409, 422}


def test_the_period_whose_meetings_are_due_is_shown_first(cast: Cast) -> None:
    office = signed_in(cast.officer)
    shown = {}
    for day in (date(2018, 9, 10), DAY):
        with office_day_is(day):
            shown[day] = office.get(at("enter_for")).context["period"]
    assert shown[DAY] == cast.year
    assert shown[date(2018, 9, 10)] != cast.year, "its meetings are not due before its end"
