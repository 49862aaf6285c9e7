"""A small year cut from the example: a few units, their people, and what happens to them."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "chi-linh-2018"
UNITS = frozenset(
    {"phuong-sao-do", "xa-le-loi", "phuong-chi-minh", "phong-kinh-te", "phong-tu-phap",
     "mam-non-sao-do-i", "thcs-nhan-hue", "tieu-hoc-sao-do-i"}
)  # fmt: skip
_TABLES = ("honours.csv", "ratings.csv", "initiatives.csv", "discipline.csv", "pending.csv")


def cut(folder: Path) -> Path:
    """Write the small year to `folder` (new) and return it."""
    folder.mkdir(parents=True)
    for name in ("plan.txt", "honours_decisions.yaml"):
        shutil.copy(EXAMPLE / name, folder / name)
    cast = _load("cast.yaml")
    named = {account["person"] for account in cast["accounts"]}
    named |= {member["person"] for member in cast["council"]["members"]}
    people = _rows("people.csv")
    kept = [row for row in people if row["unit"] in UNITS or row["id"] in named]
    places = {row["unit"] for row in kept} | UNITS
    holders = {row["id"] for row in kept} | places
    _write_rows(folder / "people.csv", kept)
    for name in _TABLES:
        rows = _rows(name)
        key = "person" if "person" in rows[0] else "holder"
        _write_rows(folder / name, [row for row in rows if row[key] in holders], rows[0])
    leave = _rows("leave.csv")
    _write_rows(folder / "leave.csv", [row for row in leave if row["person"] in holders], leave[0])
    units = _load("units.yaml")
    units["units"] = [_unit(unit) for unit in units["units"] if unit["id"] in places]
    units["changes"] = []
    _dump(folder / "units.yaml", units)
    _dump(folder / "cast.yaml", cast)
    members = {unit["id"]: unit["bloc"] for unit in units["units"]}
    _sheets(folder, units["units"])
    _dump(folder / "events.yaml", [_event(e, members) for e in _load("events.yaml") if _keeps(e)])
    return folder


def _unit(unit: dict[str, object]) -> dict[str, object]:
    """Units that are here only for the council's members are in no bloc."""
    return unit if unit["id"] in UNITS else {**unit, "bloc": None, "cluster": None}


def _keeps(event: Mapping[str, object]) -> bool:
    given = event.get("with") or {}
    assert isinstance(given, dict)
    if event["act"] in {"report_bloc_post", "let_put_forward"}:
        return False
    if event["act"] in {"adopt_sheet", "enter_results", "rank_units", "open_selection",
                        "record_selection"} and given["bloc"] != "xa-phuong":  # fmt: skip
        return False
    return "unit" not in given or given["unit"] in UNITS


def _event(event: dict[str, object], members: Mapping[str, object]) -> dict[str, object]:
    given = dict(event.get("with") or {})  # type: ignore[call-overload]
    if event["act"] in {"open_selection", "record_selection"}:
        count = sum(bloc == given["bloc"] for bloc in members.values())
        given |= {"entitled": count, "present": count} if "entitled" in given else {
            "rest": [count, 0, 0], "votes": {},
        }  # fmt: skip
    return {**event, "with": given} if given else event


def _sheets(folder: Path, units: list[dict[str, object]]) -> None:
    (folder / "sheets").mkdir()
    shutil.copy(EXAMPLE / "sheets" / "xa-phuong.yaml", folder / "sheets" / "xa-phuong.yaml")
    results = _load("sheets/xa-phuong.results.yaml")
    names = {unit["name"] for unit in units if unit["bloc"]}
    results["units"] = [each for each in results["units"] if each["unit"] in names]
    _dump(folder / "sheets" / "xa-phuong.results.yaml", results)


def _load(name: str) -> Any:
    return yaml.load((EXAMPLE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _dump(path: Path, content: object) -> None:
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write_rows(
    path: Path, rows: list[dict[str, str]], header: Mapping[str, str] | None = None
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(header or rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
