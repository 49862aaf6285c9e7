"""What can be undone says so in its message: one button puts it back as it was."""

import re
from html import unescape
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from tests.web.addresses import address
from tests.web.dossiers import first
from tests.web.test_pages import signed_in
from tests.web.world import World
from thidua.common.clock import office_day_is
from thidua.dossiers.actions import write_achievement
from thidua.dossiers.tests.steps import DAY
from thidua.emulation.models import RegistrationLine
from thidua.ui import undo
from thidua.workflow import act

FORM = re.compile(r'<form method="post" action="([^"]+)" class="td-undo">(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def press(client: Client, answer: Any) -> Any:
    """Press the button of the message on the page that an answer leads to."""
    found = FORM.search(client.get(answer["Location"]).content.decode())
    assert found, "the message has no button"
    fields = {name: unescape(value) for name, value in FIELD.findall(found[2])}
    return client.post(found[1], {**fields, "csrfmiddlewaretoken": ""})


@pytest.mark.parametrize("is_person", [True, False])
def test_a_line_taken_off_is_put_back_as_it_was(world: World, is_person: bool) -> None:
    lines = world.draft.lines.filter(person__isnull=not is_person)
    line = lines.order_by("pk")[0]
    before = {(each.person_id, each.unit_id, each.what) for each in world.draft.lines.all()}
    client = signed_in(world.cast.ward_officer)
    path = f"/dang-ky/{world.draft.pk}/rut/{line.pk}/"
    answer = client.post(path)
    assert not RegistrationLine.objects.filter(pk=line.pk).exists()
    assert press(client, answer).status_code == 302
    after = {(each.person_id, each.unit_id, each.what) for each in world.draft.lines.all()}
    assert after == before


def test_a_nominee_with_nothing_written_is_put_back(world: World) -> None:
    nominee = first(world.dossiers.draft)
    with act("tests.blank", by=world.cast.system):
        nominee.papers.all().delete()
        nominee.achievement = ""
        nominee.save()
    before = set(world.dossiers.draft.nominees.values_list("person", "unit", "what"))
    client = signed_in(world.cast.ward_officer)
    with office_day_is(DAY):
        answer = client.post(address("dossiers:remove_nominee", world))
        assert world.dossiers.draft.nominees.count() == len(before) - 1
        assert press(client, answer).status_code == 302
    assert set(world.dossiers.draft.nominees.values_list("person", "unit", "what")) == before


def test_what_was_written_is_not_offered_back_without_its_words(world: World) -> None:
    nominee = first(world.dossiers.draft)
    client = signed_in(world.cast.ward_officer)
    with office_day_is(DAY):
        write_achievement(nominee=nominee, by=world.cast.ward_officer, text="Đã viết.")
        answer = client.post(address("dossiers:remove_nominee", world))
        assert "td-undo" not in client.get(answer["Location"]).content.decode()


def test_a_seal_that_is_not_ours_undoes_nothing() -> None:
    for tags in ("", "undo", signing.dumps({"url": "/x/", "fields": {}}, salt="another")):
        assert undo.undo_in(tags) is None
