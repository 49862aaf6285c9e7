"""The plans written for the tests, what each should give, and how much of it was found."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from thidua.common.errors import Refusal
from thidua.plans.reading import ReadPlan, read_text
from thidua.plans.reading.paper import plain_of

PLANS = Path(__file__).parent / "plans"
Expected = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A written plan and what it should give."""

    name: str
    text: str
    expected: Expected

    @property
    def is_plan(self) -> bool:
        return not self.expected.get("not_a_plan")


@dataclass
class Mark:
    """Of one field: how many were expected, found right, and found without being there."""

    expected: int = 0
    right: int = 0
    invented: int = 0
    wrong: list[str] = field(default_factory=list)

    def say(self, is_right: bool, what: str) -> None:
        """Count one expected value; `what` tells the fault where it is not right."""
        self.expected += 1
        self.right += is_right
        if not is_right:
            self.wrong.append(what)


@dataclass(frozen=True)
class Score:
    """How one plan was read: a mark for each field, and the share of characters placed."""

    case: Case
    marks: dict[str, Mark]
    placed: float

    @property
    def right(self) -> int:
        return sum(mark.right for mark in self.marks.values())

    @property
    def expected(self) -> int:
        return sum(mark.expected for mark in self.marks.values())

    @property
    def invented(self) -> int:
        return sum(mark.invented for mark in self.marks.values())

    def faults(self) -> Iterator[str]:
        """Each field that was read wrong, with what was read."""
        for name, mark in self.marks.items():
            for wrong in mark.wrong:
                yield f"{name}: {wrong}"


def cases(folder: Path = PLANS) -> list[Case]:
    """Every plan of `folder`, by name."""
    return [_case(path) for path in sorted(folder.glob("*.txt"))]


def _case(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    if expected.get("stored_as") == "nfd":
        # As some editors of Windows and macOS keep it: decomposed, marked, other line ends.
        text = "\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    return Case(path.stem, text, expected)


def bare(words: str | None) -> str | None:
    """Words to compare: without case, marks, dashes, quotes and blanks."""
    if words is None:
        return None
    return "".join(letter for letter in plain_of(words) if letter.isalnum())


def read_and_score(case: Case, read: Callable[[str], ReadPlan] = read_text) -> Score:
    """Read the text of `case` and hold it against what is expected."""
    mark = Mark()
    try:
        plan = read(case.text)
    except Refusal as refusal:
        mark.say(not case.is_plan, f"refused: {refusal.reasons[0].code}")
        return Score(case, {"kind": mark}, 1.0 if not case.is_plan else 0.0)
    if not case.is_plan:
        mark.say(False, "taken for a plan")
        return Score(case, {"kind": mark}, 0.0)
    return score(case, plan)


def score(case: Case, plan: ReadPlan) -> Score:
    """The marks of `plan` against what `case` expects."""
    want, marks = case.expected, {}
    for name in ("kind", "number", "symbol", "place", "issued_on", "subject", "year"):
        if name in want:
            marks[name] = _bare_value(want[name], getattr(plan, name))
    issuer = want.get("issuer")
    if issuer:
        found = plan.issuer
        for part in ("parent", "body"):
            marks[part] = _bare_value(issuer[part], getattr(found, part) if found else None)
    marks["bases"] = _names(
        [each for each in want.get("bases", []) if each],
        [each.number_symbol for each in plan.bases if each.number_symbol],
    )
    marks["movements"] = _movements(want, plan)
    marks["blocs"] = _blocs(want.get("blocs", []), plan)
    marks["milestones"] = _milestones(want, plan)
    if "recipients" in want:
        mark = marks["recipients"] = Mark()
        printed = len(plan.recipients)
        mark.say(printed == want["recipients"], f"{printed}, not {want['recipients']}")
    marks["signer"] = _signer(want.get("signer"), plan)
    marks["doubts"] = _doubts(want.get("doubts", []), plan)
    told = {name: mark for name, mark in marks.items() if mark.expected or mark.invented}
    return Score(case, told, _placed(case, plan))


def _say(value: object) -> str:
    return str(value) if value is not None else "nothing"


def _bare_value(want: object, found: object) -> Mark:
    mark = Mark()
    if isinstance(want, str) and isinstance(found, str):
        same = bare(want) == bare(found)
    else:
        same = want == found
    mark.say(same, f"{_say(found)}, not {_say(want)}")
    mark.invented = int(not same and want is None)
    return mark


def _names(want: list[str], found: list[str]) -> Mark:
    mark, left = Mark(), [bare(each) for each in found]
    for each in want:
        mark.say(bare(each) in left, f"no {each}")
        if bare(each) in left:
            left.remove(bare(each))
    mark.invented = len(left)
    mark.wrong += [f"also {each}" for each in found if bare(each) in left]
    return mark


def _movements(want: Expected, plan: ReadPlan) -> Mark:
    mark = Mark()
    found = [bare(each.name) or "" for each in plan.movements]
    for each in want.get("movements", []):
        mark.say(any((bare(each) or "") in name for name in found), f"no {each}")
    return mark


def _blocs(want: list[Expected], plan: ReadPlan) -> Mark:
    mark = Mark()
    for each in want:
        bloc = next((one for one in plan.blocs if bare(one.name) == bare(each["name"])), None)
        mark.say(bloc is not None, f"no {each['name']}")
        for part in ("head", "deputy"):
            post = getattr(bloc, part) if bloc else None
            printed = bare(" ".join(filter(None, (post.name, post.position)))) if post else None
            mark.say(printed == bare(each[part]), f"{part} {_say(printed)}, not {each[part]}")
    return mark


def _milestones(want: Expected, plan: ReadPlan) -> Mark:
    mark = Mark()
    used: set[int] = set()
    for each in want.get("milestones", []):
        wanted = tuple(each.get(name) for name in ("from", "until", "deadline"))
        near = [
            (at, one)
            for at, one in enumerate(plan.milestones)
            if (bare(each["match"]) or "") in (bare(one.text) or "")
        ]
        used |= {at for at, _ in near}
        fitting = [one for _, one in near if (one.first, one.last, one.deadline) == wanted]
        about = each.get("about")
        right = any(about is None or one.about == about for one in fitting)
        said = [_times(one.first, one.last, one.deadline, one.about) for _, one in near]
        mark.say(right, f"{each['match']}: {'; '.join(said) or 'nothing'}")
    for at, one in enumerate(plan.milestones):
        if at not in used and (one.first or one.deadline):
            mark.invented += 1
            mark.wrong.append(f"also {one.text}")
    return mark


def _times(first: date | None, last: date | None, deadline: date | None, about: str | None) -> str:
    return f"{first}..{last} by {deadline} about {about}"


def _signer(want: Expected | None, plan: ReadPlan) -> Mark:
    mark = Mark()
    if want is None:
        return mark
    for part, value in want.items():
        found = getattr(plan.signer, part) if plan.signer else None
        mark.say(bare(value) == bare(found), f"{part} {_say(found)}, not {_say(value)}")
        mark.invented += value is None and found is not None
    return mark


def _doubts(want: list[str], plan: ReadPlan) -> Mark:
    mark = Mark()
    found = [bare(each.text) or "" for each in plan.doubts]
    for each in want:
        mark.say(any((bare(each) or "") in one for one in found), f"no {each}")
    return mark


def _placed(case: Case, plan: ReadPlan) -> float:
    """The share of printed letters that were placed, or that belong to no plan and are unread."""
    stray = [bare(each) or "" for each in case.expected.get("unread", [])]
    unread = sum(
        len(bare(each.text) or "")
        for each in plan.unread
        if not any(one in (bare(each.text) or "") for one in stray)
    )
    return 1 - unread / max(1, len(bare(plan.text) or ""))
