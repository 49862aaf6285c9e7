"""The check of the journal: asked for, done by the worker, lost; signs of the worker."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tests.cast import Cast
from thidua.audit.models import Entry, Head
from thidua.audit.verify import verify
from thidua.background.actions import is_lost, move
from thidua.background.states import WorkState
from thidua.background.tests.working import work
from thidua.common.clock import system_now
from thidua.organisations.tests.refusing import refused
from thidua.oversight import actions, health, keeping, queries
from thidua.oversight.models import JournalCheck, LastDone
from thidua.oversight.states import Work


def asked(cast: Cast) -> JournalCheck:
    return actions.ask_for_check(by=cast.inspector)


def test_the_worker_checks_the_journal(cast: Cast) -> None:
    check = asked(cast)
    assert (check.state, check.is_over) == (WorkState.WAITING, False)
    work()
    done = queries.newest_result()
    assert done is not None
    assert (done.pk, done.fault_count, done.faults) == (check.pk, 0, [])
    assert done.done == done.total > 0
    # Its own end is the entry after the digest that it tells.
    last = Entry.objects.latest("sequence")
    assert (last.action, last.previous) == ("oversight.end_check", done.head)
    assert verify(done.head).faults == ()


def test_a_check_says_where_the_journal_does_not_hold(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_unit SET name = 'x' WHERE id = %s", [cast.ward.pk])
    asked(cast)
    work()
    found = queries.newest_result()
    assert found is not None
    assert found.fault_count == 1
    assert found.faults[0][0] == f"organisations.Unit {cast.ward.pk}"


def test_one_check_at_a_time(cast: Cast) -> None:
    asked(cast)
    again = partial(actions.ask_for_check, by=cast.office_head)
    assert refused(again) == {"under_way"}
    assert DBTaskResult.objects.count() == 1
    now = system_now()
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalCheck(asked_by=cast.inspector, asked_at=now, moved_at=now).save()


def test_a_check_whose_worker_is_gone_is_given_up(cast: Cast) -> None:
    lost = asked(cast)
    move(lost, 1, 10)
    assert not is_lost(lost)
    long_ago = system_now() - JournalCheck.PATIENCE - timedelta(seconds=1)
    JournalCheck.objects.filter(pk=lost.pk).update(moved_at=long_ago)
    check = asked(cast)
    lost.refresh_from_db()
    assert (lost.state, lost.is_over) == (WorkState.FAILED, True)
    work()
    check.refresh_from_db()
    lost.refresh_from_db()
    assert (check.state, lost.state) == (WorkState.DONE, WorkState.FAILED)


def test_a_check_that_breaks_off_is_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    check = asked(cast)

    def broken(**_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("thidua.oversight.tasks.verify", broken)
    work()
    check.refresh_from_db()
    assert (check.state, check.is_over) == (WorkState.FAILED, True)
    assert queries.newest_result() is None


@pytest.mark.parametrize("part", ["clerk", "officer", "ward_head", "accountant", "nobody"])
def test_others_do_not_have_it_checked(cast: Cast, part: str) -> None:
    ask = partial(actions.ask_for_check, by=getattr(cast, part))
    assert refused(ask) == {"not_yours"}
    assert not JournalCheck.objects.exists()


def test_the_worker_leaves_a_sign_and_the_daily_digest(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    assert not health.worker_lives()
    keeping.keep_once()
    assert health.worker_lives()
    files = list((tmp_path / "heads").iterdir())
    assert [Head.objects.get().digest in file.read_text("ascii") for file in files] == [True]
    LastDone.objects.filter(what=Work.WORKER).update(at=system_now() - timedelta(minutes=2))
    assert not health.worker_lives()


def test_the_system_in_sentences(cast: Cast) -> None:
    with translation.override("en"):
        tones = {line.name: line.tone for line in health.state_of_system()}
    assert tones["Worker"] == "bad"
    assert tones["Backup"] == "warn"
    actions.note_done(Work.BACKUP)
    actions.note_done(Work.WORKER)
    lines = health.state_of_system()
    assert {line.tone for line in lines} == {"ok", "neutral"}
    assert all(line.sentence.endswith(".") for line in lines)
