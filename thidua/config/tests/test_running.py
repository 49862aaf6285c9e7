"""Starting, backing up, restoring, upgrading, as an administrator does from the console."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def thidua(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("THIDUA_", "DJANGO_"))},
        "THIDUA_DATA": str(data),
        "THIDUA_LOG_LEVEL": "WARNING",
    }
    return subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", "thidua", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_upgrade_backup_restore_keep_journal_files_and_key(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert thidua(first, "upgrade").returncode == 0
    key = (first / "secret.key").read_text(encoding="ascii")
    assert (first / "secret.key").stat().st_mode & 0o777 == 0o600
    (first / "files").mkdir()
    (first / "files" / "paper").write_bytes(b"paper")

    archive = tmp_path / "office.tar.gz"
    assert thidua(first, "backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o777 == 0o600
    again = thidua(first, "backup", str(archive))
    assert (again.returncode, again.stdout) == (1, "")
    assert str(archive) in again.stderr

    second.mkdir()
    assert thidua(second, "restore", str(archive)).returncode == 0
    assert (second / "secret.key").read_text(encoding="ascii") == key
    assert (second / "files" / "paper").read_bytes() == b"paper"
    assert thidua(second, "audit", "verify").returncode == 0
    over = thidua(second, "restore", str(archive))
    assert over.returncode == 1
    assert len(over.stderr.strip().splitlines()) == 1
    # A second upgrade backs up what the first made.
    assert thidua(second, "upgrade").returncode == 0
    assert len(list((second / "backups").glob("*.tar.gz"))) == 1


def test_restoring_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.tar.gz"
    wrong.write_bytes(b"not an archive")
    done = thidua(tmp_path / "office", "restore", str(wrong))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
