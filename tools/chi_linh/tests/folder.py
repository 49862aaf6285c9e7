"""The committed folder as its readers see it: text, rows and documents."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO

import yaml

from tools.chi_linh.__main__ import FOLDER

Row = dict[str, str]


@cache
def text(name: str) -> str:
    """The text of a committed file."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of a committed CSV file."""
    return tuple(csv.DictReader(StringIO(text(name))))


@dataclass(frozen=True)
class Scheme:
    """A scheme of `honours_decisions.yaml`: number and day of the decision by year."""

    issuer: str | None
    years: dict[int, tuple[str, date]]


@cache
def entries(name: str, key: str) -> list[dict[str, object]]:
    """The list under `key` of a committed YAML file."""
    loaded: list[dict[str, object]] = yaml.safe_load(text(name))[key]
    return loaded


@cache
def schemes() -> dict[str, Scheme]:
    """The schemes of `honours_decisions.yaml` by key."""
    return {
        key: Scheme(
            one["issuer"],
            {year: (given["number"], given["decided_on"]) for year, given in one["years"].items()},
        )
        for key, one in yaml.safe_load(text("honours_decisions.yaml"))["decisions"].items()
    }


@cache
def council() -> tuple[list[str], str]:
    """The members of the council of `cast.yaml`, and its secretary, by person id."""
    loaded = yaml.safe_load(text("cast.yaml"))["council"]
    return [member["person"] for member in loaded["members"]], loaded["secretary"]


def years(ranges: str) -> Iterator[int]:
    """The years of "2008-2012 2014", one by one."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


@cache
def units() -> dict[str, dict[str, object]]:
    """The units of `units.yaml` by id."""
    return {str(unit["id"]): unit for unit in entries("units.yaml", "units")}


@cache
def people() -> dict[str, Row]:
    """The people of `people.csv` by id."""
    return {row["id"]: row for row in rows("people.csv")}
