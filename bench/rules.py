"""Verdicts a second, rules only, with the full tree of findings, over all titles and three laws.

.venv/bin/python -m bench.rules [--json] [--seconds 5]
"""

import argparse
import json
import multiprocessing
import time
from collections.abc import Iterable
from datetime import date

from bench import Measure
from thidua.rules import (
    Discipline,
    Facts,
    Governing,
    Honour,
    Initiative,
    Jurisdiction,
    Members,
    default_law,
    judge,
)

BUDGET = 50_000
# Awards that chains rest on: every road is walked to its end.
BASES = (
    "bang_khen_tinh",
    "bang_khen_thu_tuong",
    "huan_chuong_lao_dong_ba",
    "huan_chuong_lao_dong_nhi",
    "huan_chuong_lao_dong_nhat",
)
YEARS = (2018, 2024, 2025)
JURISDICTION = Jurisdiction("district", "chi_linh")


def cases() -> list[tuple[str, str, int, Governing, Facts]]:
    """A thousand cases: every title and holder, three laws, known and missing facts."""
    law = default_law()
    found = []
    for number in range(1000):
        titles = law.titles()
        title = titles[number % len(titles)]
        holder = title.holders[number % len(title.holders)]
        year = YEARS[number % len(YEARS)]
        facts = Facts(
            completion=dict.fromkeys(range(year - 5, year + 1), "hoan_thanh_xuat_sac"),
            months_worked={year: 12},
            honours=tuple(
                Honour("chien_si_thi_dua_co_so", each, date(each, 12, 20))
                for each in range(year - 10, year + 1)
            )
            + tuple(Honour(what, year - 6, date(year - 5, 5, 1)) for what in BASES)
            + tuple(Honour("co_thi_dua_tinh", each) for each in (year - 3, year - 1)),
            founded=date(1980, 5, 1),
            initiatives=(Initiative(year, "province"),) if number % 5 else (),
            discipline=(Discipline("khien_trach", date(year - 2, 3, 1), date(year - 1, 3, 1)),),
            pending=(),
            members=Members(20, 20, {"lao_dong_tien_tien": 14, "chien_si_thi_dua_co_so": 1}, ()),
            is_all_attested=bool(number % 7),
        )
        found.append((title.id, holder, year, Governing(date(year, 12, 25)), facts))
    return found


def verdicts(seconds: float) -> tuple[int, float]:
    """How many verdicts one process gives, and in what time."""
    law, todo = default_law(), cases()
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        for what, holder, year, governing, facts in todo:
            judge(
                law,
                what=what,
                holder=holder,
                period=year,
                governing=governing,
                jurisdiction=JURISDICTION,
                facts=facts,
            )
        count += len(todo)
    return count, time.perf_counter() - begin


def rate(processes: int, seconds: float) -> float:
    """Verdicts a second of so many processes together."""
    with multiprocessing.Pool(processes) as pool:
        runs = pool.map(verdicts, [seconds] * processes)
    return sum(count / spent for count, spent in runs)


def measures() -> Iterable[Measure]:
    """Two processes for five seconds."""
    yield Measure("verdicts, rules only", rate(2, 5.0), "1/s", BUDGET, higher_is_better=True)


def main() -> int:
    """Print the figures; 1 where the budget is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    begin = time.perf_counter()
    default_law()
    loading = time.perf_counter() - begin
    reached = rate(args.processes, args.seconds)
    figures = {
        "verdicts_per_second": round(reached),
        "processes": args.processes,
        "budget": BUDGET,
        "law_loaded_in_ms": round(loading * 1000),
    }
    print(json.dumps(figures) if args.json else figures)
    return 0 if reached >= BUDGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
