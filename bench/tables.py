"""The figures as tables: against their budgets and the run before, and by the size of the data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bench import Measure

_HEAD = ("measure", "value", "cpu", "unit", "budget", "last run", "", "note")
# Below this change a figure is the same: two runs of one program differ by as much.
_SAME = 0.1


def table(measures: Iterable[Measure], before: Mapping[str, float]) -> str:
    """The figures beside their budgets and the last run's, columns aligned."""
    rows = [_HEAD]
    for measure in measures:
        bound = "≥" if measure.higher_is_better else "≤"
        rows.append(
            (
                measure.name,
                figure(measure.value),
                figure(measure.cpu),
                measure.unit,
                f"{bound} {figure(measure.budget)}" if measure.budget is not None else "",
                _change(measure, before.get(key(measure))),
                _verdict(measure),
                measure.note,
            )
        )
    return _aligned(rows)


def shown(measures: Iterable[Measure]) -> list[Measure]:
    """The figures for people: of each group the worst, by processor time where it was taken, under
    the group's name; the others as they are.
    """
    found: dict[tuple[str, int], Measure] = {}
    for measure in measures:
        place = (measure.group or measure.name, measure.scale)
        known = found.get(place)
        if known is None or _by_cpu(measure) > _by_cpu(known):
            found[place] = measure
    return [replace(each, name=name) for (name, _scale), each in found.items()]


def growth(measures: Iterable[Measure]) -> str:
    """What was measured at several sizes: a column a size, and by how much the largest is dearer.

    By processor time where it was taken. Empty where nothing was measured at two sizes.
    """
    by_name: dict[str, dict[int, Measure]] = {}
    for measure in measures:
        if measure.scale:
            by_name.setdefault(measure.name, {})[measure.scale] = measure
    scales = sorted({scale for found in by_name.values() for scale in found})
    if len(scales) < 2:  # noqa: PLR2004 - two sizes are compared
        return ""
    head = ("by size of the data (cpu)", *[f"×{scale}" for scale in scales], "unit", "grows")
    rows: list[Sequence[str]] = [head]
    for name, found in by_name.items():
        figures = [_by_cpu(found[scale]) if scale in found else None for scale in scales]
        known = [each for each in figures if each]
        ratio = f"×{known[-1] / known[0]:.1f}" if len(known) > 1 else ""
        unit = next(iter(found.values())).unit
        rows.append((name, *[figure(each) for each in figures], unit, ratio))
    return _aligned(rows)


def key(measure: Measure) -> str:
    """What tells a figure from all others of a run."""
    return f"{measure.name} ×{measure.scale}" if measure.scale else measure.name


def _by_cpu(measure: Measure) -> float:
    return measure.value if measure.cpu is None else measure.cpu


def _verdict(measure: Measure) -> str:
    if measure.is_kept:
        return ""
    return "broken by load" if measure.is_kept_by_cpu else "BROKEN"


def figure(value: float | None) -> str:
    """A number as the tables show it; empty for none."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"  # noqa: PLR2004


def _change(measure: Measure, before: float | None) -> str:
    if not before:
        return ""
    change = (measure.value - before) / before
    word = ""
    if abs(change) > _SAME:
        word = " better" if (change > 0) == measure.higher_is_better else " worse"
    return f"{figure(before)} ({change:+.0%}{word})"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
