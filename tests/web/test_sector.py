"""The schools' dossiers at the sector's receiver: who sent, who is late, the reminder."""

from datetime import date

from tests.cast import make_unit
from tests.web.test_pages import signed_in, text_of
from tests.web.world import World
from thidua.common.clock import office_day_is
from thidua.dossiers.models import Dossier
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.states import DossierState
from thidua.organisations.states import Calendar, UnitKind
from thidua.workflow import act

PATH = "/ho-so/nganh-giao-duc/"
DAY = date(2018, 12, 20)


def test_the_receiver_sees_who_is_late_and_what_waits(world: World) -> None:
    with act("tests.school", by=world.cast.system):
        make_unit(
            "thcs-chi-minh",
            "Trường THCS Chí Minh",
            UnitKind.SECONDARY,
            world.cast.town,
            calendar=Calendar.SCHOOL_YEAR,
        )
        dossier = Dossier.objects.get(pk=world.dossiers.received.pk)
        Dossier.objects.filter(pk=dossier.pk).update(state=DossierState.SUBMITTED)
    client = signed_in(world.cast.sector)
    with office_day_is(DAY):
        page = client.get(PATH)
        text = page.content.decode()
        assert "1 of 2 schools has not sent" in text
        assert "1 dossier waits for you" in text
        assert f'href="/ho-so/{dossier.pk}/"' in text
        assert ". Trường THCS Chí Minh" in page.context["reminder"]
        assert "Trường THCS Sao Đỏ" not in page.context["reminder"]
        late = client.get(PATH, {"only": "missing", "period": dossier.period.code})
        assert [each.unit.code for each in late.context["schools"]] == ["thcs-chi-minh"]


def test_the_list_links_to_what_the_policy_shows(world: World) -> None:
    for part in ("sector", "officer", "inspector"):
        user = getattr(world.cast, part)
        with office_day_is(DAY):
            page = text_of(signed_in(user), PATH)
        for dossier in Dossier.objects.filter(
            unit=world.cast.school, period__calendar=Calendar.SCHOOL_YEAR
        ):
            allowed = bool(DOSSIERS.allows(user, "view", dossier))
            assert (f'href="/ho-so/{dossier.pk}/"' in page) is allowed, (part, dossier)


def test_others_do_not_find_it(world: World) -> None:
    for part in ("school_head", "ward_officer", "clerk", "administrator", "nobody"):
        assert signed_in(getattr(world.cast, part)).get(PATH).status_code == 404
