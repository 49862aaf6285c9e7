"""The server that tests run on."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools import postgres


@pytest.mark.slow
def test_a_server_answers_and_leaves_nothing_behind() -> None:
    with postgres.server() as url:
        with psycopg.connect(url) as connection:
            (fsync,) = connection.execute("SHOW fsync").fetchone() or ("",)
            (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        assert fsync == "off"
        assert Path(folder).is_dir()
    assert not Path(folder).parent.exists()


@pytest.mark.slow
def test_the_exit_code_is_the_commands_own_and_the_url_is_told() -> None:
    script = (
        "import os, sys; sys.exit(7 if 'postgresql://' in os.environ['THIDUA_DATABASE_URL'] else 1)"
    )
    command = [sys.executable, "-m", "tools.postgres", "--", sys.executable, "-c", script]
    environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    assert subprocess.run(command, env=environment, check=False).returncode == 7


def test_a_socket_folder_with_odd_letters_stays_one_parameter() -> None:
    url = postgres.database_url(Path("/a b/c&d"))
    assert psycopg.conninfo.conninfo_to_dict(url)["host"] == "/a b/c&d"
