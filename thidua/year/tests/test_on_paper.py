"""Events done on paper: who, when, and the scan in the folder, or what is wrong with it."""

from datetime import date
from pathlib import Path

import pytest

from tests.cast import Cast
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.common.strict_yaml import Plain
from thidua.documents.on_paper import DoneOnPaper
from thidua.documents.uploads import PDF, Upload
from thidua.year.acts.on_paper import done_on_paper, scan_of
from thidua.year.folder import Folder
from thidua.year.world import Given, World

SCAN = b"%PDF-1.4 a scan"
DAY = date(2018, 11, 15)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A year's folder with one scan."""
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    return World(Folder(tmp_path), tmp_path)


def code_of(refusal: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def test_who_did_it_when_and_the_scan(world: World, cast: Cast) -> None:
    doer = cast.ward_head.person
    told: dict[str, Plain] = {"doer": doer.code, "done_on": "2018-11-12", "scan": "scan.pdf"}
    assert done_on_paper(world, Given({"on_paper": told})) == DoneOnPaper(
        doer, date(2018, 11, 12), Upload("scan.pdf", PDF, SCAN)
    )
    assert done_on_paper(world, Given({})) is None
    with office_day_is(DAY):
        short = done_on_paper(world, Given({"on_paper": {"doer": doer.code}}))
    assert short == DoneOnPaper(doer, DAY, None)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"done_on": "2018-11-12"}, "bad_event"),
        ({"doer": "nobody"}, "unknown_code"),
        ({"doer": "hung", "done_on": "12 November"}, "bad_event"),
        ({"doer": "hung", "scan": "lost.pdf"}, "no_file"),
        ("yes", "bad_event"),
    ],
)
def test_what_is_wrong_is_refused(world: World, cast: Cast, told: Plain, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        done_on_paper(world, Given({"on_paper": told}))
    assert code_of(refusal) == [code], cast


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"just words", "wrong_type"), (b"PK\x03\x04", "wrong_type"), (b"", "empty_file")],
)
def test_a_scan_that_is_none_is_refused(world: World, content: bytes, code: str) -> None:
    (world.folder.path / "scan.pdf").write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        scan_of(world, Given({"minutes": "scan.pdf"}), "minutes")
    assert code_of(refusal) == [code]


def test_a_scan_is_of_the_folder_alone(world: World) -> None:
    assert scan_of(world, Given({}), "minutes") is None
    with pytest.raises(Refusal) as refusal:
        scan_of(world, Given({"minutes": "../scan.pdf"}), "minutes")
    assert code_of(refusal) == ["no_file"]
