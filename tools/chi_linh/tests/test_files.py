"""The committed files are those that the generator writes."""

import sys
from pathlib import Path

import pytest

from thidua.common.strict_yaml import read_text
from tools.chi_linh import __main__ as program
from tools.chi_linh.files import all_files
from tools.chi_linh.scans import all_scans
from tools.chi_linh.tests.folder import text
from tools.chi_linh.world import build_world

SCANS = 4


def test_committed_files_are_what_the_generator_writes() -> None:
    assert [name for name, content in all_files().items() if text(name) != content] == []


def test_committed_scans_are_what_the_generator_writes() -> None:
    for name, content in all_scans(build_world()).items():
        assert (program.FOLDER / name).read_bytes() == content, name
        assert len(content) < 60_000


@pytest.mark.parametrize("name", all_files())
def test_each_file_is_under_half_a_megabyte(name: str) -> None:
    assert 0 < len(text(name).encode()) < 500_000


def test_the_register_of_honours_is_compact() -> None:
    assert len(text("honours.csv").encode()) < 400_000


@pytest.mark.parametrize("name", [name for name in all_files() if name.endswith(".yaml")])
def test_yaml_is_read_strictly_and_marked_as_invented(name: str) -> None:
    found = read_text(text(name), name)
    assert found.is_mapping or found.elements()
    assert "Dữ liệu minh họa, không có giá trị" in text(name)


def test_program_writes_a_folder_and_then_finds_nothing_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["chi_linh", str(tmp_path)])
    assert program.main() == 0
    assert capsys.readouterr().out.count("wrote: ") == len(all_files()) + SCANS
    (tmp_path / "leave.csv").write_text("changed", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["chi_linh", str(tmp_path), "--check"])
    assert program.main() == 1
    assert capsys.readouterr().out == "differs: leave.csv\n"
    assert (tmp_path / "leave.csv").read_text(encoding="utf-8") == "changed"
