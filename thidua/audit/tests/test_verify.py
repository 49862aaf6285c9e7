"""Checking the journal while others write, its progress, and the daily file of digests."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests.cast import Cast, make_unit
from thidua.audit import heads
from thidua.audit.commands import audit
from thidua.audit.models import Entry, Head
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.organisations.models import Unit
from thidua.organisations.states import UnitKind
from thidua.workflow import act

DAY = date(2018, 1, 15)


def meanwhile(do: Callable[[], None]) -> Callable[[int, int], None]:
    """A progress that does something once, after the chain was read."""
    told: list[int] = []

    def progress(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == 2:
            do()

    return progress


def test_what_is_written_during_a_check_is_no_fault(cast: Cast) -> None:
    def write() -> None:
        with act("tests.rename", by=cast.officer):
            unit = Unit.objects.get(pk=cast.ward.pk)
            unit.name = "Phường Sao Đỏ mới"
            unit.save()
            make_unit("moi", "Đơn vị mới", UnitKind.OFFICE)
            Unit.objects.filter(pk=cast.commune.pk).update(short_name="Lê Lợi")

    before = Entry.objects.count()
    report = verify(progress=meanwhile(write))
    assert report.faults == ()
    assert report.entries == before + 1


def test_what_is_tampered_with_during_a_check_is_found_by_the_next(cast: Cast) -> None:
    def tamper() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisations_unit SET name = 'x' WHERE id = %s", [cast.ward.pk])

    verify(progress=meanwhile(tamper))
    assert [fault.where for fault in verify().faults] == [f"organisations.Unit {cast.ward.pk}"]


def test_progress_goes_up_to_the_total(cast: Cast) -> None:
    told: list[tuple[int, int]] = []
    report = verify(progress=lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert told[-1] == (report.entries + report.rows,) * 2


def test_the_daily_file_has_one_line_a_day(cast: Cast, tmp_path: Path) -> None:
    file = heads.write_head(tmp_path / "heads", DAY)
    assert file is not None
    assert heads.write_head(tmp_path / "heads", DAY) is None
    with act("tests.later", by=cast.officer):
        pass
    assert heads.write_head(tmp_path / "heads", date(2018, 1, 16)) == file
    first, second = file.read_text(encoding="ascii").splitlines()
    assert first.startswith("2018-01-15 ")
    head = Head.objects.get()
    assert second == f"2018-01-16 {head.sequence} {head.digest}"
    assert verify(heads.read_heads(file)).faults == ()


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    audit.configure(parser)
    return audit.run(parser.parse_args(["verify", *words]))


def test_verify_against_a_daily_file(cast: Cast, tmp_path: Path) -> None:
    file = heads.write_head(tmp_path, DAY)
    assert run("--against", str(file)) == 0
    rewritten = tmp_path / "rewritten.txt"
    rewritten.write_text(f"2018-01-14 3 {'0' * 64}\n", encoding="ascii")
    assert run("--against", str(rewritten)) == 1


@pytest.mark.parametrize("against", ["abc", "/no/such/file"])
def test_what_is_no_digest_is_refused(cast: Cast, against: str) -> None:
    with pytest.raises(Refusal) as told:
        run("--against", against)
    assert told.value.reasons[0].code == "no_digest"
