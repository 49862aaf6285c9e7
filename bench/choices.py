"""What one run of the benchmarks was asked: which database, how large, how thorough."""

from dataclasses import dataclass

# All sizes of the generated province, and the smaller for a quick look.
SCALES, QUICK_SCALES = (1, 10, 100), (1, 10)


@dataclass
class Choices:
    """`server` is the URL of an empty PostgreSQL, empty for SQLite."""

    scales: tuple[int, ...] = SCALES
    server: str = ""
    is_quick: bool = False


CHOSEN = Choices()
