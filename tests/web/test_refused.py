"""What other programs of this kind let pass, tried by its address: refused, nothing written."""

from django.urls import reverse

from tests.web.addresses import address
from tests.web.test_pages import signed_in
from tests.web.world import World
from thidua.audit.models import Entry
from thidua.common.clock import office_day_is
from thidua.councils.tests.world import CSTDT
from thidua.decisions.models import Decision
from thidua.decisions.tests.world import SIGNED_ON
from thidua.dossiers.tests.steps import DAY


def test_a_title_that_no_council_voted_gets_no_paper(world: World) -> None:
    before = Entry.objects.count(), Decision.objects.count()
    client = signed_in(world.late.chair)
    with office_day_is(SIGNED_ON):
        for what in (CSTDT, "no_such_title", "lao_dong_tien_tien"):
            for meeting in (world.late.session, world.late.called):
                path = reverse("decisions:draft", args=[meeting.pk, what])
                assert client.post(path).status_code in {403, 404, 409}, (meeting, what)
    assert (Entry.objects.count(), Decision.objects.count()) == before


def test_nobody_votes_after_the_meeting_closed_or_without_a_seat(world: World) -> None:
    closed = world.late.closed
    item = closed.agenda.order_by("item__order")[0]
    path = reverse("councils:vote", args=[closed.pk, item.pk])
    before = Entry.objects.count(), item.item.votes.count()
    member = signed_in(world.cast.ward_head).post(path, {"choice": "no"}, follow=True)
    assert "td-message-error" in member.content.decode()
    for outsider in (world.cast.ward_officer, world.cast.nobody, world.cast.administrator):
        assert signed_in(outsider).post(path, {"choice": "no"}).status_code in {403, 404}
    assert (Entry.objects.count(), item.item.votes.count()) == before


def test_another_units_papers_are_not_found_by_their_number(world: World) -> None:
    client = signed_in(world.cast.commune_officer)
    for name in ("dossiers:dossier", "dossiers:paper", "dossiers:verdict", "dossiers:submit"):
        for pk in (world.dossiers.draft.pk, world.dossiers.received.pk, world.dossiers.paper.pk):
            assert client.get(reverse(name, args=[pk])).status_code == 404, (name, pk)
    assert client.get(address("desk:scan", world)).status_code == 200, "her own"
    assert signed_in(world.cast.school_officer).get(address("desk:scan", world)).status_code == 404


def test_an_empty_dossier_is_not_sent_and_a_year_that_is_none_is_not_found(world: World) -> None:
    draft = world.dossiers.draft
    client = signed_in(world.cast.ward_officer)
    with office_day_is(DAY):
        for nominee in draft.nominees.all():
            client.post(reverse("dossiers:remove_nominee", args=[nominee.pk]))
        assert not draft.nominees.exists()
        head = signed_in(world.cast.ward_head)
        assert head.post(reverse("dossiers:submit", args=[draft.pk])).status_code == 409
    unit = draft.unit.code
    for period in ("1999", "2018-2017", "nam", "20180"):
        path = f"/binh-xet/{unit}/{period}/"
        assert client.post(path, {"held_on": "01/12/2018"}).status_code == 404, period


def test_what_is_not_there_is_not_said_to_be_taken_off(world: World) -> None:
    client = signed_in(world.cast.ward_officer)
    path = address("emulation:withdraw_line", world)
    assert "td-message-success" in client.post(path, follow=True).content.decode()
    before = Entry.objects.count()
    again = client.post(path, follow=True).content.decode()
    assert "td-message-info" in again
    assert "td-message-success" not in again
    assert Entry.objects.count() == before
