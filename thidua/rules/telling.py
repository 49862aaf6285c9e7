"""Findings in sentences: what was observed, which facts are missing and what to do about it.

A finding keeps what was observed as its criterion saw it; no page and no console shows that form.
Ratings have the name that the law of the end of their year gives them for the holder's group.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.common.figures import dong
from thidua.common.phrases import gettext as _
from thidua.common.phrases import ngettext
from thidua.rules.asking import rating_name
from thidua.rules.law import Law
from thidua.rules.scales import COMPLETION_RANK

# Terms of law: Vietnamese in every language.
DISCIPLINE = {
    "phe_binh": "phê bình",
    "khien_trach": "khiển trách",
    "canh_cao": "cảnh cáo",
    "ha_bac_luong": "hạ bậc lương",
    "giang_chuc": "giáng chức",
    "cach_chuc": "cách chức",
    "khai_tru": "khai trừ",
    "sa_thai": "sa thải",
    "buoc_thoi_viec": "buộc thôi việc",
}


@dataclass(frozen=True)
class Missing:
    """A fact that nobody has recorded, and what to do."""

    what: str
    cure: str


@dataclass(frozen=True)
class Telling:
    """Puts into sentences what criteria saw of a holder of `group` by `law`.

    Without `shows_cases` it is not told what kind of case is pending: a complaint may be about
    the head of the unit that reads.
    """

    law: Law
    group: str | None = None
    shows_cases: bool = True
    _names: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)

    def observed(self, seen: Any) -> str:
        """What a criterion saw, in a sentence; empty where the outcome says it all."""
        if seen is None:
            return ""
        if isinstance(seen, bool):
            return _("vouched for") if seen else _("not vouched for")
        if isinstance(seen, str):
            return _("vouched for, with all else that a body vouches for") if seen == "all" else ""
        if isinstance(seen, Sequence):
            return self._listed(seen)
        for key, words in _BY_KEY.items():
            if key in seen:
                return words(self, seen)
        return "; ".join(
            self.rating(year, level) for year, level in seen.items() if level in COMPLETION_RANK
        )

    def missing(self, path: str) -> Missing:
        """A missing fact's path (`completion.2018`, `members.count`) as a person says it."""
        for pattern, what, cure in _facts():
            found = re.fullmatch(pattern, path)
            if found:
                words = {key: self.title(value) for key, value in found.groupdict().items()}
                return Missing(what % words, cure)
        return Missing(_("a fact that the condition asks for"), _record())

    def title(self, what: str) -> str:
        """A title's or form's name; the id where the law does not know it."""
        found = self.law.shelf.titles.get(what)
        return found.name if found else what

    def rating(self, year: str, level: str) -> str:
        """A year's rating by its name for the group."""
        name = self._names.get((year, level))
        if name is None:
            day = date(int(year), 12, 31)
            name = self._names[year, level] = rating_name(self.law, level, day, group=self.group)
        return f"{year}: {name}"

    def _listed(self, seen: Sequence[Any]) -> str:
        if not seen:
            return _("nothing on record")
        if isinstance(seen[0], str):
            if not self.shows_cases:
                return _("a case is not concluded")
            return ", ".join(_case(kind) for kind in seen)
        return "; ".join(_entry(each) for each in seen)


def scope_needed(scope: str) -> str:
    """An initiative that must come about, by the widest scope that it must be recognised for."""
    return {
        "base": _("an initiative recognised at the unit"),
        "province": _("an initiative recognised for the province or ministry"),
        "nation": _("an initiative recognised for the whole country"),
    }[scope]


def _entry(seen: Mapping[str, Any]) -> str:
    """One honour, initiative or disciplinary decision of a list."""
    if "scope" in seen:
        kind, scope = _kind(seen["kind"]), _scope(seen["scope"])
        return f"{kind} {seen['year']}, {scope}"
    if "form" in seen and "count" in seen:
        words = ngettext("%(form)s: %(count)s person", "%(form)s: %(count)s people", seen["count"])
        return words % {"form": _form(seen), "count": seen["count"]}
    if "form" in seen:
        return f"{_form(seen)}, {_day(seen['decided_on'])}"
    return _honour(seen)


def _honour(seen: Mapping[str, Any]) -> str:
    year = seen.get("school_year") or seen["year"]
    if seen.get("proposed"):
        said = _("%(year)s (proposed together with this)") % {"year": year}
    elif seen.get("decided_on"):
        words = _("%(year)s (decision of %(day)s)")
        said = words % {"year": year, "day": _day(seen["decided_on"])}
    else:
        said = str(year)
    if seen.get("counted", True):
        return said
    return _("%(award)s, of the same year as another, not counted again") % {"award": said}


def _run(_telling: Telling, seen: Mapping[str, Any]) -> str:
    held = "; ".join(_honour(each) for each in seen["held"]) or _("no year")
    gaps = ", ".join(str(year) for year in seen["missing_years"])
    if not gaps:
        return _("held for %(years)s") % {"years": held}
    return _("held for %(years)s; missing: %(gaps)s") % {"years": held, "gaps": gaps}


def _since(_telling: Telling, seen: Mapping[str, Any]) -> str:
    if seen["since"] is None:
        return _("never given")
    years = ngettext("%(count)s full year since", "%(count)s full years since", seen["years"])
    return f"{years % {'count': seen['years']}} {_honour(seen['since'])}"


def _previous(_telling: Telling, seen: Mapping[str, Any]) -> str:
    if seen["previous"] is None:
        return _("never given")
    words = _("%(award)s; the years %(from)s to %(until)s are judged")
    said = words % {
        "award": _honour(seen["previous"]),
        "from": seen["from"],
        "until": seen["until"],
    }
    if "after_discipline" not in seen:
        return said
    more = _("those after %(day)s, when a discipline ended, are counted")
    return f"{said}; {more % {'day': _day(seen['after_discipline'])}}"


def _stretch(telling: Telling, seen: Mapping[str, Any]) -> str:
    """Years of a stretch of time: how many count, of how many asked for, and what each was."""
    count, needed = seen["count"] if "count" in seen else seen["longest"], seen["needed_years"]
    words = ngettext(
        "%(some)s of %(count)s year asked for", "%(some)s of %(count)s years asked for", needed
    )
    parts = [words % {"some": count, "count": needed}]
    if "needed_initiatives" in seen:
        words = _("initiatives: %(some)s of %(needed)s")
        parts.append(words % {"some": seen["initiatives"], "needed": seen["needed_initiatives"]})
    for year, what in seen["by_year"].items():
        is_rating = what in COMPLETION_RANK
        parts.append(telling.rating(year, what) if is_rating else f"{year}: {telling.title(what)}")
    return "; ".join(parts)


def _age(_telling: Telling, seen: Mapping[str, Any]) -> str:
    words = ngettext(
        "founded %(day)s: %(count)s year", "founded %(day)s: %(count)s years", seen["age"]
    )
    return words % {"day": _day(seen["founded"]), "count": seen["age"]}


def _share(_telling: Telling, seen: Mapping[str, Any]) -> str:
    if seen.get("count") is None:
        words = ngettext("%(count)s member", "%(count)s members", seen["holding"])
        return words % {"count": seen["holding"]}
    said = _("%(some)s of %(all)s members") % {"some": seen["holding"], "all": seen["count"]}
    return f"{said} ({_percent(seen['share'])})" if "share" in seen else said


def _completed(_telling: Telling, seen: Mapping[str, Any]) -> str:
    if seen["completed"] is None:
        if seen["count"] is None:
            return ""
        words = ngettext("%(count)s member", "%(count)s members", seen["count"])
        return words % {"count": seen["count"]}
    if seen["count"] is None:
        return _("%(some)s members completed their tasks") % {"some": seen["completed"]}
    words = _("%(some)s of %(all)s members completed their tasks")
    return words % {"some": seen["completed"], "all": seen["count"]}


def _members(_telling: Telling, seen: Mapping[str, Any]) -> str:
    words = ngettext("%(count)s member", "%(count)s members", seen["count"])
    return words % {"count": seen["count"]}


def _months(_telling: Telling, seen: Mapping[str, Any]) -> str:
    said = _("%(months)s months in the period") % {"months": _figure(seen["months"])}
    if "leave" not in seen:
        return said
    more = _("of them %(months)s of leave that counts") % {"months": _figure(seen["leave"])}
    return f"{said}, {more}"


def _movement(_telling: Telling, seen: Mapping[str, Any]) -> str:
    stage = {"so_ket": "sơ kết", "tong_ket": "tổng kết"}.get(seen["stage"] or "", "")
    if seen["years"] is None:
        return stage
    words = ngettext("a movement of %(count)s year", "a movement of %(count)s years", seen["years"])
    said = words % {"count": seen["years"]}
    return f"{said}, {stage}" if stage else said


def _votes(_telling: Telling, seen: Mapping[str, Any]) -> str:
    if "base" not in seen:
        return _("%(yes)s in favour") % {"yes": seen["yes"]}
    words = _("%(yes)s of %(base)s in favour (%(share)s); %(needed)s needed (%(threshold)s)")
    return words % {
        "yes": seen["yes"],
        "base": seen["base"],
        "share": _percent(seen["share"]),
        "needed": seen["needed"],
        "threshold": _percent(seen["threshold"]),
    }


def _proposed(_telling: Telling, seen: Mapping[str, Any]) -> str:
    said = _("%(count)s proposed") % {"count": seen["proposed"]}
    if "limit" in seen:
        words = _("at most %(limit)s, which is %(share)s of %(base)s")
        figures = {"limit": seen["limit"], "base": seen["base"], "share": _percent(seen["share"])}
        said = f"{said}; {words % figures}"
    if seen.get("to_choose"):
        names = ", ".join(seen["to_choose"])
        said = f"{said}; {_('people choose among: %(names)s') % {'names': names}}"
    return said


def _amount(telling: Telling, seen: Mapping[str, Any]) -> str:
    said = dong(seen["amount"])
    if "higher" not in seen:
        return said
    words = _("%(amount)s; not paid, as the higher amount of %(title)s is")
    return words % {"amount": said, "title": telling.title(seen["higher"])}


def _names(_telling: Telling, seen: Mapping[str, Any]) -> str:
    return ", ".join(seen["names"])


# By the key that tells the shapes apart, most telling first.
_BY_KEY: Mapping[str, Callable[[Telling, Mapping[str, Any]], str]] = {
    "previous": _previous,
    "needed_years": _stretch,
    "founded": _age,
    "missing_years": _run,
    "since": _since,
    "holding": _share,
    "completed": _completed,
    "months": _months,
    "what": lambda _telling, seen: _honour(seen),
    "stage": _movement,
    "yes": _votes,
    "proposed": _proposed,
    "names": _names,
    "amount": _amount,
    "count": _members,
}


def _record() -> str:
    return _("Ask the standing office to record it, then judge again.")


def _facts() -> tuple[tuple[str, str, str], ...]:
    """Patterns of paths, what people call the fact, and its cure, in the active language."""
    record, rate = _record(), _("The unit reports the rating; it is recorded, then judged again.")
    vouch = _("The body that answers for it states it in its minutes.")
    return (
        (r"completion\.(?P<year>\d+)", _("the performance rating of %(year)s"), rate),
        (r"months_worked\.(?P<year>\d+)", _("the months worked in %(year)s"), record),
        (r"founded", _("the day the unit was founded"), record),
        (r"honours", _("the list of earlier honours"), record),
        (r"honours\[\d+\]\..*", _("the date of an earlier decision"), record),
        (r"initiatives", _("the recognised initiatives"), record),
        (r"members\.count", _("the number of members"), record),
        (r"members\.completed", _("the rating of every member (some are not rated)"), rate),
        (r"members\.holding\.(?P<what>\w+)", _("how many members hold %(what)s"), record),
        (r"members\.rated\.\w+", _("the rating of every member (some are not rated)"), rate),
        (r"members\.parts", _("the number of units inside"), record),
        (r"members\.job_groups", _("which group of posts each belongs to"), record),
        (r"unit\.titles", _("the unit's own title of the year"), record),
        (r"unit\.rating", _("the unit's own rating of the year"), rate),
        (r"members\.disciplined", _("which members were disciplined"), record),
        (r"movement\.years", _("how many years the movement lasted"), record),
        (r"movement\.stage", _("at which review of the movement it is rewarded"), record),
        (r"discipline", _("whether there was any discipline"), record),
        (r"discipline\[\d+\]\..*", _("when a disciplinary decision ends"), record),
        (r"pending", _("whether a case is pending"), record),
        (r"leave\[\d+\]\..*", _("the result of a course of study"), record),
        (r"attested\..*", _("what a body must vouch for here"), vouch),
        (r"constituted\..*", _("what another body must decide here"), vouch),
    )


def _scope(scope: str) -> str:
    return {
        "base": _("recognised by the unit"),
        "province": _("recognised by the province"),
        "ministry": _("recognised by the ministry"),
        "nation": _("recognised for the whole country"),
    }.get(scope, "")


def _kind(kind: str) -> str:
    return {"sang_kien": _("initiative"), "de_tai": _("study")}.get(kind, "")


def _case(kind: str) -> str:
    named = {
        "discipline": _("discipline under consideration"),
        "inspection": _("inspection"),
        "complaint": _("complaint"),
    }
    return named.get(kind) or _("a case is not concluded")


def _form(seen: Mapping[str, Any]) -> str:
    return DISCIPLINE.get(seen["form"], "")


def _day(written: str) -> str:
    return date.fromisoformat(written).strftime("%d/%m/%Y")


def _percent(share: str) -> str:
    """`71.42%` as Vietnamese papers write it: 71,42 %."""
    return share.replace(".", ",").replace("%", " %")


def _figure(number: float) -> str:
    return f"{number:g}".replace(".", ",")
