"""All forms of a round, done by the worker: one at a time, broken off, gone on with, taken up."""

import io
import zipfile
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast
from thidua.audit.models import Entry
from thidua.background.actions import is_lost, move, take_up_lost
from thidua.background.states import WorkState
from thidua.background.tests.working import work
from thidua.common.clock import system_now
from thidua.documents.files import read_file
from thidua.emulation.models import Registration, Round
from thidua.emulation.tests.opened import person_of
from thidua.exchange.actions import (
    ask_to_give_out,
    ask_to_record,
    carry_on,
    prepared,
    receive_form,
    round_work,
)
from thidua.exchange.models import ReturnedForm, RoundWork
from thidua.exchange.states import FormState
from thidua.exchange.tests.filled import filled, given_out, put, upload
from thidua.organisations.models import Unit
from thidua.organisations.tests.refusing import refused

LDTT = "lao_dong_tien_tien"


@pytest.fixture
def in_round(draft: Registration) -> Round:
    return draft.round


def breaking_at(number: int, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Have the `number`th step break off before it leaves anything."""
    true = getattr(round_work, name)
    steps: list[object] = []

    def broken(*args: object, **named: object) -> object:
        steps.append(args)
        if len(steps) == number:
            raise OSError("the disk is full")
        return true(*args, **named)

    monkeypatch.setattr(round_work, name, broken)


def test_forms_broken_off_go_on_where_they_stood(
    cast: Cast, in_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask_to_give_out(in_round=in_round, by=cast.officer)
    with monkeypatch.context() as patch:
        breaking_at(2, patch, "form_bytes")
        work()
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total) == (WorkState.FAILED, 1, 2)
    assert prepared.read_whole(asked.place) is None
    client = Client()
    client.force_login(cast.officer)
    page = f"/dang-ky/dot/{in_round.pk}/phieu/"
    assert "đã xong 1 trong 2" in client.get(page).content.decode()
    assert client.post(f"{page}lam-tiep/{asked.pk}/")["Location"] == page
    with monkeypatch.context() as patch:
        breaking_at(2, patch, "form_bytes")  # only one is left to be made
        work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (WorkState.DONE, 2)
    whole = prepared.read_whole(asked.place)
    assert whole is not None
    assert len(zipfile.ZipFile(io.BytesIO(whole)).namelist()) == 2
    assert refused(partial(carry_on, work=asked, by=cast.officer)) == {"not_broken_off"}


def test_a_part_half_written_is_written_anew(cast: Cast, in_round: Round) -> None:
    asked = ask_to_give_out(in_round=in_round, by=cast.officer)
    prepared.keep_part(asked.place, 0, "phieu-dang-ky-2018-phuong-sao-do.xlsx", b"half")
    work()
    whole = prepared.read_whole(asked.place)
    assert whole is not None
    packed = zipfile.ZipFile(io.BytesIO(whole))
    assert [len(packed.read(name)) > 1000 for name in packed.namelist()] == [True, True]


def test_newer_forms_take_the_place_of_older(cast: Cast, in_round: Round) -> None:
    older = ask_to_give_out(in_round=in_round, by=cast.officer)
    work()
    newer = ask_to_give_out(in_round=in_round, by=cast.officer)
    assert prepared.read_whole(older.place) is None
    work()
    assert prepared.read_whole(newer.place) is not None


def test_one_work_at_a_time_and_only_the_office(cast: Cast, in_round: Round) -> None:
    ask_to_give_out(in_round=in_round, by=cast.officer)
    assert refused(partial(ask_to_give_out, in_round=in_round, by=cast.officer)) == {"under_way"}
    assert refused(partial(ask_to_give_out, in_round=in_round, by=cast.ward_officer)) == {
        "not_yours"
    }
    assert refused(partial(ask_to_record, in_round=in_round, by=cast.officer)) == {"no_form_waits"}
    same = RoundWork.objects.get()
    same.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        same.save()


def test_work_that_lost_its_worker_is_taken_up_by_the_next(cast: Cast, in_round: Round) -> None:
    asked = ask_to_give_out(in_round=in_round, by=cast.officer)
    move(asked, 1, 2)
    assert take_up_lost() == 0, "it moved a moment ago"
    long_ago = system_now() - RoundWork.PATIENCE - timedelta(seconds=1)
    RoundWork.objects.update(moved_at=long_ago)
    asked.refresh_from_db()
    assert is_lost(asked)
    assert take_up_lost() == 1
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (WorkState.DONE, 2)


def test_a_form_refused_is_told_and_the_others_are_recorded(
    cast: Cast, draft: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def returned(unit: Unit, who: str) -> ReturnedForm:
        content = filled(
            given_out(cast.officer, draft.round, unit), lambda cells: put(cells, who, LDTT, "x")
        )
        return receive_form(upload=upload(content), in_round=draft.round, by=cast.officer)

    ward = returned(cast.ward, person_of(cast.ward_head).code)
    commune = returned(cast.commune, person_of(cast.commune_officer).code)
    asked = ask_to_record(in_round=draft.round, by=cast.officer)
    # What was right when it came is wrong by the time the worker reads it.
    monkeypatch.setattr(
        "thidua.exchange.actions.returned.read_file",
        lambda file: b"damaged" if file == ward.file else read_file(file),
    )
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (WorkState.DONE, 2)
    assert {each["unit"]: each["is_well"] for each in asked.said} == {
        cast.ward.name: False,
        cast.commune.name: True,
    }
    ward.refresh_from_db()
    commune.refresh_from_db()
    assert (ward.state, commune.state) == (FormState.WAITING, FormState.APPLIED)
    client = Client()
    client.force_login(cast.officer)
    told = client.get(f"/dang-ky/dot/{draft.round.pk}/phieu/").content.decode()
    assert "1 phiếu chưa ghi được" in told


def test_a_recording_broken_off_after_its_act_does_not_record_twice(
    cast: Cast, draft: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = filled(
        given_out(cast.officer, draft.round, cast.ward),
        lambda cells: put(cells, person_of(cast.ward_head).code, LDTT, "x"),
    )
    receive_form(upload=upload(content), in_round=draft.round, by=cast.officer)
    asked = ask_to_record(in_round=draft.round, by=cast.officer)
    with monkeypatch.context() as patch:
        breaking_at(1, patch, "move")  # the form is recorded; that it was is not noted
        work()
    lines, entries = draft.lines.count(), Entry.objects.count()
    asked.refresh_from_db()
    assert (asked.state, asked.done, lines) == (WorkState.FAILED, 0, 3)
    carry_on(work=asked, by=cast.officer)
    work()
    asked.refresh_from_db()
    assert (asked.state, draft.lines.count()) == (WorkState.DONE, lines)
    assert Entry.objects.count() == entries + 1, "only the going on"
    assert [each["is_well"] for each in asked.said] == [True]
