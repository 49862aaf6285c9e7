"""Stored files: by content, whole, and told when lost or changed."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from tests.cast import Cast
from thidua.audit.recording import OutsideAnAct
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.documents.files import open_file, read_file, store
from thidua.documents.models import StoredFile
from thidua.workflow import act

CONTENT = "Quyết định".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    backend = settings.STORAGES["default"]["BACKEND"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}},
    }


def keep(cast: Cast, name: str = "qd-01.pdf") -> StoredFile:
    with act("tests.store", by=cast.clerk):
        return store(CONTENT, name, "application/pdf")


def test_a_file_is_kept_under_its_digest_and_once(cast: Cast, tmp_path: Path) -> None:
    first, second = keep(cast), keep(cast, "ban-sao.pdf")
    assert (first.path, first.sha256, first.size) == (f"{DIGEST[:2]}/{DIGEST}", DIGEST, 15)
    assert (second.path, second.name) == (first.path, "ban-sao.pdf")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [DIGEST]
    with open_file(first) as file:
        assert file.read() == CONTENT
    assert read_file(second) == CONTENT
    assert verify().faults == ()


def test_a_part_left_by_a_crash_is_replaced(cast: Cast, tmp_path: Path) -> None:
    half = tmp_path / DIGEST[:2] / DIGEST
    half.parent.mkdir()
    half.write_bytes(CONTENT[:5])
    assert read_file(keep(cast)) == CONTENT


def test_a_lost_or_changed_file_is_told(cast: Cast) -> None:
    stored = keep(cast)
    Path(default_storage.path(stored.path)).write_bytes(b"other")
    with pytest.raises(Refusal) as changed:
        read_file(stored)
    default_storage.delete(stored.path)
    with pytest.raises(Refusal) as lost:
        open_file(stored)
    codes = [told.value.reasons[0].code for told in (changed, lost)]
    assert codes == ["file_changed", "file_missing"]


def test_a_file_without_an_act_leaves_no_row(cast: Cast) -> None:
    with pytest.raises(OutsideAnAct):
        store(CONTENT, "x", "application/pdf")
    assert not StoredFile.objects.exists()
