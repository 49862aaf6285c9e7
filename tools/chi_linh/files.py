"""The files of the folder as text: CSV and YAML, the same bytes every time."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from datetime import date
from io import StringIO

import yaml

from tools.chi_linh.career import LAST_YEAR
from tools.chi_linh.cast import accounts_of, council_of
from tools.chi_linh.changes import Change
from tools.chi_linh.dice import Dice
from tools.chi_linh.events import events_of
from tools.chi_linh.honours import Honour, schemes, year_ranges
from tools.chi_linh.incidents import Discipline, Leave, Pending
from tools.chi_linh.initiatives import Initiative
from tools.chi_linh.people import Person
from tools.chi_linh.sheets import BLOCS as SCORED_BLOCS
from tools.chi_linh.sheets import results_of
from tools.chi_linh.units import BLOCS, CLUSTERS, Unit
from tools.chi_linh.world import World, build_world

NOTICE = (
    "# Dữ liệu minh họa, không có giá trị: tên đơn vị hành chính và kế hoạch là thật, còn lại là\n"
    "# giả định (xem README.md). Tệp do `python -m tools.chi_linh` viết; đừng sửa tay.\n"
)
RATED_SINCE = 2013
UNIT_WITHOUT_RATINGS = "thcs-nhan-hue"  # in 2018: the unit and all its staff
_LEVELS = ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh")

Cell = str | int | bool | date | tuple[int, ...] | None


_Row = Person | Honour | Leave | Discipline | Pending | Initiative


def all_files() -> dict[str, str]:
    """The text of every generated file by its path in the folder."""
    world = build_world()
    made = {
        "units.yaml": NOTICE + _units(world),
        "events.yaml": NOTICE + _yaml([each.entry() for each in events_of(world)]),
        "cast.yaml": NOTICE + _cast(world),
        "honours_decisions.yaml": NOTICE + _decisions(),
        "people.csv": _table(world.people.values()),
        "honours.csv": _table(world.honours),
        "ratings.csv": _lines(("holder", "level", "periods"), _ratings(world)),
        "leave.csv": _table(world.leaves, begins_on="from", ends_on="until"),
        "discipline.csv": _table(world.disciplines),
        "pending.csv": _table(world.pending),
        "initiatives.csv": _table(world.initiatives),
    }
    for bloc in SCORED_BLOCS:
        made[f"sheets/{bloc.id}.yaml"] = NOTICE + _yaml(bloc.sheet)
        made[f"sheets/{bloc.id}.results.yaml"] = NOTICE + _yaml(results_of(world, bloc))
    return made


def _table(rows: Iterable[_Row], **renamed: str) -> str:
    """Rows of one dataclass as CSV; its fields are the columns, but for those `renamed`."""
    listed = list(rows)
    columns = [field.name for field in fields(listed[0])]
    header = [renamed.get(column, column) for column in columns]
    return _lines(header, ([getattr(row, column) for column in columns] for row in listed))


def _lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return year_ranges(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _ratings(world: World) -> Iterable[tuple[str, str, tuple[int, ...]]]:
    for holder, career in world.careers.items():
        for level in _LEVELS:
            years = tuple(
                year
                for year, given in career.ratings.items()
                if given == level and year >= RATED_SINCE and not _unrated(world, holder, year)
            )
            if years:
                yield holder, level, years


def _unrated(world: World, holder: str, year: int) -> bool:
    person = world.people.get(holder)
    unit = holder if person is None else person.unit
    forgotten = person is not None and Dice("unrated", holder).whether(0.003)
    return year == LAST_YEAR and (unit == UNIT_WITHOUT_RATINGS or forgotten)


def _units(world: World) -> str:
    calendars = {bloc: calendar for bloc, _, calendar in BLOCS}
    return _yaml(
        {
            "blocs": [
                {"id": bloc, "name": name, "calendar": calendars[bloc]} for bloc, name, _ in BLOCS
            ],
            "clusters": [
                {"id": cluster, "name": name, "bloc": "truong-hoc"} for cluster, name in CLUSTERS
            ],
            "units": [_unit(unit) for unit in (*world.units.values(), *world.successors)],
            "changes": [_change(change) for change in world.changes],
        }
    )


def _unit(unit: Unit) -> dict[str, object]:
    return {field.name: getattr(unit, field.name) for field in fields(unit)}


def _change(change: Change) -> dict[str, object]:
    number, issued_on, source = change.document
    told: dict[str, object] = {
        "effective_on": change.effective_on,
        "document": {"number": number, "issued_on": issued_on, "source": source},
        "kind": change.kind,
        "from": list(change.before),
        "to": list(change.after),
    }
    for key in ("name", "short", "unit_kind", "note"):
        if getattr(change, key) is not None:
            told[key] = getattr(change, key)
    return told


def _cast(world: World) -> str:
    accounts = []
    for account in accounts_of(world):
        roles = [
            {
                key: value
                for key, value in zip(
                    ("role", "unit", "bloc", "council"), astuple(role), strict=True
                )
                if value is not None
            }
            for role in account.roles
        ]
        accounts.append(
            {
                "username": account.username,
                "person": account.person,
                "name": account.name,
                "does": account.does,
                "roles": roles,
            }
        )
    return _yaml({"council": council_of(world), "accounts": accounts})


def _decisions() -> str:
    return _yaml(
        {
            "decisions": {
                scheme.key: {
                    "issuer": scheme.issuer,
                    "kind": scheme.kind,
                    "years": {
                        year: {"number": number, "decided_on": day}
                        for year, (number, day) in scheme.decisions.items()
                    },
                }
                for scheme in schemes()
            }
        }
    )


class _Dumper(yaml.SafeDumper):
    """Repeats a shared value instead of pointing at it."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _yaml(content: object) -> str:
    return yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000,
        default_flow_style=None,
    )  # fmt: skip
