"""The page docs/reference/bench.md, filled from the records: `python -m bench.run --write-docs`.

Each figure is the newest that was recorded on its database, of a quick run only where no other has
it; each budget shows the worst of
its figures at the largest size of the data.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import Measure
from bench.tables import figure, shown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "bench.md"
BEGIN, END = "<!-- measure -->", "<!-- /measure -->"
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
NOT_BUILT = "not built"


@dataclass(frozen=True)
class Budget:
    """A line of the budgets, and the names of the figures that tell whether it is kept."""

    work: str
    budget: str
    names: str

    def matches(self, name: str) -> bool:
        """Whether a figure belongs to it."""
        return bool(self.names) and re.match(self.names, name) is not None


# In the order of the design's budgets; what is not built has no figure.
BUDGETS = (
    Budget("any page, p95 server time", "100 ms", r"page .*p95"),
    Budget("pages that send more queries on more data", "none", r"pages that send more"),
    Budget("a page's transfer, first visit", "300 KB", r"heaviest page, first"),
    Budget("a page's transfer, repeat visit", "60 KB", r"heaviest page, repeat"),
    Budget("the public portal's transfer", "100 KB / 30 KB", ""),
    Budget("search of people or honours without diacritics, p95", "100 ms", r"search: "),
    Budget("verdicts, rules only", "50,000 a second", r"verdicts, rules only"),
    Budget("verdicts with facts from the database", "20,000 a second", r"verdicts with facts"),
    Budget("re-judging one person after a change, p95", "50 ms", r"judging one person"),
    Budget("import of 20,000 people with preview, .xlsx", "10 s, 500 MB", ""),
    Budget("loading 20,000 people from .csv", "10 s", r"import of 20000 people, \.csv"),
    Budget("loading 20,000 people, memory", "500 MB", r"import of 20000 people, peak"),
    Budget("decision with a 300-row annex, Word", "0.2 s", r"decision of 300 rows, Word"),
    Budget("decision with a 300-row annex, PDF", "0.2 s", r"decision of 300 rows, PDF"),
    Budget("1,000 certificates, PDF", "2 s", ""),
    Budget("statistics forms of a year", "1 s", ""),
    Budget("officials at work for a minute, p95", "300 ms", r"load: .*p95"),
    Budget("officials at work for a minute, faults", "none", r"load: .*faults"),
    Budget("the demonstration's year run", "60 s", r"year run$"),
    Budget("the demonstration's year run, memory", "600 MB", r"year run, peak memory"),
)


@dataclass(frozen=True)
class Known:
    """A figure with the record that it stands in."""

    measure: Measure
    record: Mapping[str, Any]


def newest(folder: Path) -> dict[str, dict[str, Known]]:
    """By database: the newest figure of each name and size; quick runs fill gaps only."""
    found: dict[str, dict[str, Known]] = {name: {} for name in DATABASES}
    records = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
    for record in sorted(records, key=lambda each: (not each.get("quick"), each["at"])):
        for each in record["measures"]:
            fields = {name: each[name] for name in Measure.__dataclass_fields__ if name in each}
            measure = Measure(**fields)
            if record.get("database") == "postgresql" and measure.cpu is not None:
                # What the database's server does is in the wall's time only.
                measure = replace(measure, cpu=None)
            known = Known(measure, record)
            found[record.get("database", "sqlite")][each["key"]] = known
    return found


def written_into(page: str, text: str) -> str:
    """`page` with `text` between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def write(folder: Path) -> None:
    """Fill the page from the records of a folder."""
    text = tables(newest(folder))
    PAGE.write_text(written_into(PAGE.read_text("utf-8"), text), encoding="utf-8")


def tables(found: Mapping[str, Mapping[str, Known]]) -> str:
    """All that stands between the marks: the runs, the budgets, the pages by size of the data."""
    parts = [_runs(found), _budgets(found)]
    parts += [_pages(name, found[name]) for name in DATABASES if found[name]]
    return "\n\n".join(parts)


def _runs(found: Mapping[str, Mapping[str, Known]]) -> str:
    rows = [("measured on", "database", "commit", "cores", "load before and after", "took")]
    records = {
        known.record["at"]: known.record for by_key in found.values() for known in by_key.values()
    }
    for at, record in sorted(records.items()):
        before, after = record.get("load", ("", ""))
        took = f"{record.get('seconds', '')} s{', quick' if record.get('quick') else ''}"
        database = DATABASES[record.get("database", "sqlite")]
        rows.append(
            (at[:10], database, record["commit"], str(record["cores"]), f"{before}, {after}", took)
        )
    return _markdown(rows)


def _budgets(found: Mapping[str, Mapping[str, Known]]) -> str:
    rows = [("work", "budget", *DATABASES.values(), "of which")]
    for budget in BUDGETS:
        worst = [_worst(budget, found[name].values()) for name in DATABASES]
        if not budget.names:
            cells = [NOT_BUILT] * len(worst)
        else:
            cells = [_cell(each) if each else "not measured" for each in worst]
        of = next((each for each in worst if each), None)
        note = f"{of.name}: {of.note}".removesuffix(": ") if of else ""
        rows.append((budget.work, budget.budget, *cells, note))
    return _markdown(rows)


def _worst(budget: Budget, known: Iterable[Known]) -> Measure | None:
    """The worst figure at the largest size: by processor time where that was taken."""
    measures = [each.measure for each in known if budget.matches(each.measure.name)]
    largest = max((each.scale for each in measures), default=0)
    at_largest = [each for each in measures if each.scale == largest]
    sign = -1 if at_largest and at_largest[0].higher_is_better else 1
    return max(at_largest, key=lambda each: sign * _judged(each), default=None)


def _judged(measure: Measure) -> float:
    return measure.value if measure.cpu is None else measure.cpu


def _cell(measure: Measure) -> str:
    """The figure; by processor time first where it was taken: other programs ran as well."""
    told = f"{figure(_judged(measure))} {measure.unit}".strip()
    if measure.cpu is not None:
        told += f" (wall {figure(measure.value)})"
    is_kept = measure.is_kept or measure.is_kept_by_cpu
    return told if is_kept else f"**{told}**"


def _pages(database: str, known: Mapping[str, Known]) -> str:
    """Each page's dearest visitor at each size."""
    told = shown(each.measure for each in known.values())
    pages = [each for each in told if each.name.startswith(("page ", "search"))]
    scales = sorted({each.scale for each in pages})
    of_what = "of processor time" if any(each.cpu is not None for each in pages) else "on the wall"
    rows: list[Sequence[str]] = [
        (f"{DATABASES[database]}: ms {of_what}, p95", *[f"×{at}" for at in scales], "of")
    ]
    for name in dict.fromkeys(each.name for each in pages):
        at = {each.scale: each for each in pages if each.name == name}
        cells = [figure(_judged(at[scale])) if scale in at else "" for scale in scales]
        rows.append((name.removesuffix(", p95"), *cells, at[max(at)].note))
    return _markdown(rows)


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|---" * len(rows[0]) + "|", *body])
