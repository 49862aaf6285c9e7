"""A small year from the plan to the decisions: run twice, verified, tampered with, killed."""

import hashlib
import json
import sqlite3
import time
from pathlib import Path

import psycopg
import pytest

from tests.journeys.office import empty_database, start, thidua
from tests.journeys.small_year import UNITS, cut

pytestmark = pytest.mark.slow

TITLES = ("lao_dong_tien_tien", "chien_si_thi_dua_co_so", "tap_the_lao_dong_tien_tien")


def run_year(folder: Path, out: Path, database: str) -> dict[str, object]:
    words = ["--database", database] if database else []
    done = thidua(out, "year", "run", str(folder), "--out", str(out), "--json", *words)
    assert done.returncode == 0, done.stderr
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary == json.loads(done.stdout)
    assert isinstance(summary, dict)
    return summary


def execute(out: Path, database: str, sql: str) -> None:
    """Touch the year's database as no program of ours would."""
    if database:
        with psycopg.connect(database, autocommit=True) as direct:
            direct.execute(sql)
        return
    file = sqlite3.connect(out / "office" / "thidua.sqlite3")
    with file:
        file.execute(sql)
    file.close()


def test_year_runs_to_its_decisions_and_repeats_byte_for_byte(tmp_path: Path, db: None) -> None:
    folder = cut(tmp_path / "year")
    with empty_database("year_first") as database:
        out = tmp_path / "first"
        first = run_year(folder, out, database)
        check_summary(first, out)
        check_journal(out, database, str(first["journal"]["head"]))  # type: ignore[index]
    with empty_database("year_second") as database:
        second = run_year(folder, tmp_path / "second", database)
    assert second == first


def check_summary(summary: dict[str, object], out: Path) -> None:
    decisions = summary["decisions"]
    assert isinstance(decisions, list)
    issued = [each for each in decisions if each["state"] == "issued"]
    assert {each["what"] for each in issued} == set(TITLES)
    numbers = sorted(int(each["number"].split("/")[0]) for each in issued)
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(each["money"] > 0 for each in issued)
    honours = summary["honours"]
    assert isinstance(honours, dict)
    assert sum(honours.values()) == sum(each["awarded"] for each in issued)
    refused = summary["refused"]
    assert isinstance(refused, list)
    # The complaint that stands in June stops the school's dossier; the rest is what the cut took.
    assert {(each["act"], each["reasons"][0]["code"]) for each in refused} == {
        ("draft_decision", "nothing_passed"),
        ("draft_submission", "nothing_passed"),
        ("issue_decision", "no_decision"),
        ("open_agreement", "no_members"),
        ("send_submission", "no_submission"),
        ("submit_dossier", "pending_case"),
    }
    built_not = summary["not_built"]
    assert isinstance(built_not, list)
    assert {each["step"] for each in built_not} >= {"hold_secret_ballot", "cross_check"}
    files = summary["files"]
    assert isinstance(files, list)
    for file in files:
        content = (out / file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
    endings = {Path(file["name"]).suffix for file in files}
    assert endings == {".docx", ".pdf"}
    registrations = summary["registrations"]
    assert isinstance(registrations, dict)
    assert registrations["units"] >= len(UNITS)


def check_journal(out: Path, database: str, head: str) -> None:
    office = out / "office"
    assert thidua(office, "audit", "verify", database=database).returncode == 0
    assert thidua(office, "audit", "verify", "--against", head, database=database).returncode == 0
    lost = thidua(office, "audit", "verify", "--against", "0" * 64, database=database)
    assert lost.returncode == 1
    for sql, told in (
        ("UPDATE honours_honour SET what = 'x' WHERE id = (SELECT max(id) FROM honours_honour)",
         "honours.Honour"),
        ("UPDATE decisions_decisionitem SET money = money + 1 "
         "WHERE id = (SELECT min(id) FROM decisions_decisionitem)", "decisions.DecisionItem"),
        ("DELETE FROM ballots_vote WHERE id = (SELECT max(id) FROM ballots_vote)", "ballots.Vote"),
    ):  # fmt: skip
        execute(out, database, sql)
        touched = thidua(office, "audit", "verify", database=database)
        assert touched.returncode == 1
        assert told in touched.stderr


def test_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    done = thidua(tmp_path / "data", "year", "run", str(tmp_path), "--out", str(out))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [file.name for file in out.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ("- {'on': 2018-01-02, act: fly_to_the_moon, by: he-thong}", "fly_to_the_moon"),
        ("- {'on': 2018-13-02, act: load_units, by: he-thong}", "no such day"),
        ("- {act: load_units, by: he-thong}", "on"),
        ("nothing here", "events.yaml"),
        ("- [", "events.yaml"),
    ],
)
def test_wrong_events_are_refused_with_their_place(tmp_path: Path, events: str, told: str) -> None:
    folder = tmp_path / "year"
    folder.mkdir()
    (folder / "events.yaml").write_text(events, encoding="utf-8")
    done = thidua(tmp_path / "d", "year", "run", str(folder), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("moment", [0.6, 1.7, 2.9])
def test_killed_anywhere_the_office_stands_before_or_after_an_act(
    tmp_path: Path, db: None, moment: float
) -> None:
    folder = cut(tmp_path / "year")
    out = tmp_path / "out"
    with empty_database(f"killed_{int(moment * 10)}") as database:
        words = ["--database", database] if database else []
        running = start(out, "year", "run", str(folder), "--out", str(out), *words)
        begun = wait_for_entries(out, database)
        time.sleep(moment)
        running.kill()
        running.wait()
        assert begun
        report = thidua(out / "office", "audit", "verify", "--json", database=database)
        assert report.returncode == 0, report.stderr
        assert json.loads(report.stdout)["entries"] > 0
        assert not (out / "summary.json").exists()


def wait_for_entries(out: Path, database: str) -> bool:
    """Whether the run has begun to write its journal, within two minutes."""
    for _attempt in range(600):
        time.sleep(0.2)
        try:
            if entries(out, database):
                return True
        except (sqlite3.OperationalError, psycopg.Error):
            continue
    return False


def entries(out: Path, database: str) -> int:
    query = "SELECT count(*) FROM audit_entry"
    if database:
        with psycopg.connect(database) as direct:
            row = direct.execute(query).fetchone()
    else:
        path = out / "office" / "thidua.sqlite3"
        file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        row = file.execute(query).fetchone()
        file.close()
    return int(row[0]) if row else 0
