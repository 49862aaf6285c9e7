"""Loading people from a table of 20,000 rows into a register that is full already."""

import random
import resource
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from bench import Measure
from thidua.common.rows import read_csv
from thidua.organisations.actions import load_people, system_user
from thidua.organisations.models import Unit
from thidua.organisations.rows import PersonRow
from thidua.year.province.names import Names

SECONDS, MEGABYTES = 10, 500
ROWS, QUICK_ROWS = 20_000, 2_000


def measures(scale: int, *, is_quick: bool) -> Iterable[Measure]:
    """Read, check and write; taken back afterwards."""
    count = QUICK_ROWS if is_quick else ROWS
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        table = Path(folder) / "people.csv"
        table.write_text(_table(count), encoding="utf-8")
        wall, cpu = time.perf_counter(), time.process_time()
        with transaction.atomic():
            load_people(by=system_user(), rows=read_csv(table, PersonRow, "people.csv"))
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            transaction.set_rollback(True)
    yield Measure(f"import of {count} people, .csv", wall, "s", SECONDS, cpu=cpu, scale=scale)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Measure(
        f"import of {count} people, peak memory",
        memory,
        "MB",
        MEGABYTES,
        scale=scale,
        note="of the process that measured all else before",
    )


def _table(count: int) -> str:
    chance = random.Random(20_000)
    names = Names(chance)
    units = list(Unit.objects.filter(code__startswith="dv-").values_list("code", flat=True))
    lines = ["id,name,unit,kind,sex,born_on,employed_from"]
    for number in range(count):
        name, unit = names.person(is_female=bool(number % 2)), chance.choice(units)
        sex = "nu" if number % 2 else "nam"
        lines.append(f"moi-{number},{name},{unit},cong_chuc,{sex},1985-03-01,2012-09-01")
    return "\n".join(lines) + "\n"
