"""Small makers that the tests of the rules share."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from thidua.rules.criteria import Criterion, Judge, Reading
from thidua.rules.facts import Facts
from thidua.rules.outcomes import Finding, Source
from thidua.rules.periods import Period
from thidua.rules.records import Parameter
from thidua.rules.strict import Entry, Place, Problems
from thidua.rules.vocabulary import read_criterion


class EmptyBench(NamedTuple):
    """A bench without any other law: standards are missing, nothing is delegated."""

    decided_on: date = date(2018, 12, 25)

    def standard(self, what: str) -> Judge | None:
        """No other title is in force."""
        return None

    def name(self, what: str) -> str:
        """Its id, where nothing is loaded."""
        return what

    def is_yearly(self, what: str) -> bool:
        """Whether it is a title by its id: forms are a certificate or an order."""
        return not what.startswith(("bang_khen", "giay_khen", "huan_chuong"))

    def parameter(self, id_: str) -> Parameter | None:
        """No value is in force."""
        return None

    def delegated(self, criterion: str) -> Judge | None:
        """No authority has rules of its own."""
        return None


def criterion(mapping: Mapping[str, object]) -> Criterion:
    """A criterion as law would write it; fails the test where it is not well formed."""
    problems = Problems()
    entry = Entry(mapping, "", Place("test"), problems)
    found = read_criterion(
        entry, Reading(lambda _entry, _key: None, read_criterion, None, Source.READ)
    )
    problems.raise_any()
    return found


def judged(word: str, settings: object, facts: Facts, *, year: int = 2018) -> Finding:
    """What one word of the vocabulary says of facts."""
    made = criterion({"id": "c", "name": "Tiêu chuẩn", word: settings})
    return made.judge(EmptyBench())(facts, Period.of(year))


INSTRUMENT = """
instruments:
  - id: luat
    kind: luat
    number: 1/2000/QH
    title: Luật thử
    issuer: Quốc hội
    adopted_on: 2000-01-01
    in_force_from: 2000-01-01
    in_force_until: 2030-01-01
    source: read
    checked_by: null
    articles: {"1": ["1", "1.a"], "2": []}
"""

TITLE = """
titles:
  - id: danh_hieu
    name: Danh hiệu thử
    short: DH
    family: title
    holders: [individual]
    versions:
      - holder: individual
        from: 2010-01-01
        until: 2020-01-01
        citation: {instrument: luat, article: "1", clause: "1", point: a}
        source: read
        checked_by: null
        criteria:
          - {id: tot, name: Tốt, completion: {at_least: hoan_thanh_tot}}
"""


def write_law(folder: Path, **files: str) -> Path:
    """A folder of law with these files (name to text), the instrument and title by default."""
    texts = {"instruments": INSTRUMENT, "titles": TITLE, **files}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
